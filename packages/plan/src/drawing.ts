import type { Pipeline } from "@millrace/pipeline";
import { type Expression, nameParameter, type PartReference, text } from "./expression.ts";

/** What every part of one plan is drawn from. */
export interface Drawing {
  readonly pipeline: Pipeline;
  /** Whether what holds data outlives the deployment. */
  readonly isKept: boolean;
  readonly runtime: string;
}

export const ref = (part: string, attribute: string): PartReference => ({ part, attribute });

/** Every name in the account begins with the parameter `name`, so that several deployments stand side by side. */
export const named = (suffix: string): Expression => text`${nameParameter}${suffix === "" ? "" : `-${suffix}`}`;

/** `by-day` and `byDay` as an id within the plan: `ByDay`. */
export const idOf = (name: string): string =>
  name
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

/** The ids of the parts that other parts refer to. */
export const ids = {
  bucket: "Bucket",
  table: "Table",
  filesTable: "FilesTable",
  vault: "Vault",
  hashKey: "HashKey",
  file: "FileFunction",
  plan: "PlanFunction",
  consolidate: "ConsolidateFunction",
  decide: "DecideFunction",
  finish: "FinishFunction",
  upload: "UploadFunction",
  sweep: "SweepFunction",
  workflow: "Workflow",
  arrival: "ArrivalRule",
  sweepRule: "SweepRule",
  failedEvents: "FailedEvents",
  topic: "FilesTopic",
  alarms: "AlarmsTopic",
  network: "Network",
  database: "Database",
  uploadApi: "UploadApi",
  dashboard: "Dashboard",
} as const;

export const branchId = (branch: string): string => `${idOf(branch)}BranchFunction`;

/** Without a workflow, and wherever the bucket itself tells of files, a function is the first to hear of them. */
export const hasFileFunction = ({ run, source }: Pipeline): boolean =>
  run.mode !== "workflow" || source.events === "notification";

/** A pipeline whose rows go nowhere but into the table of files still has its ledger. */
export const scratchPrefix = ({ name }: Pipeline): string => `scratch/${name}/`;
