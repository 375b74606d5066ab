import { keysOf } from "../checks/file-checker.ts";
import { definitionOf } from "../contract/zod-definition.ts";
import type { Pipeline } from "../pipeline.ts";
import type { Anonymiser } from "../protect/anonymiser.ts";
import type { DirectPlan } from "./plan.ts";
import { type TracedActions, traceBranch, traceConsolidate } from "./trace-steps.ts";

/** A plan for the row that all sinks store; undefined where somebody has to look at records or rows. */
export function planOfRows(pipeline: Pipeline, anonymiser: Anonymiser): DirectPlan | undefined {
  const [only, ...others] = Object.keys(pipeline.branches);
  return only === undefined || others.length > 0 ? undefined : planOfBranch(pipeline, only, anonymiser);
}

/** The branch of which every sink stores the JSON as it is, if there is one. */
export const storedBranch = (pipeline: Pipeline): string | undefined =>
  Object.values(pipeline.sinks).every(storesJson) ? traceConsolidate(pipeline) : undefined;

/** A plan for what one branch makes of a record. */
export function planOfBranch(pipeline: Pipeline, branch: string, anonymiser: Anonymiser): DirectPlan | undefined {
  const definition = definitionOf(pipeline.schema);
  const step = pipeline.branches[branch];
  if (isLastStep(pipeline) && storedBranch(pipeline) === undefined) return undefined;
  if (definition?.type !== "object" || pipeline.checks.trailer !== undefined || step === undefined) return undefined;
  if (!definition.members.every(([name]) => isPlainName(name))) return undefined;
  const actions = traceBranch(step);
  if (actions === undefined || !pipeline.pii.every((field) => isProtected(field, actions))) return undefined;
  const { columns } = pipeline.contract;
  return {
    columns: definition.members.map(([name, member]) => ({
      name,
      definition: member,
      action: Object.hasOwn(actions, name) ? actions[name] : undefined,
    })),
    keyFields: [...new Set(keysOf(pipeline).flatMap(({ fields }) => fields))],
    allowsMore: columns === "evolve" || columns === "discard",
    anonymiser,
  };
}

/** Whether nothing but `consolidate` comes after a branch, so that it can be said at once what that refuses. */
export const isLastStep = ({ branches }: Pipeline): boolean => Object.keys(branches).length === 1;

const storesJson = (sink: Pipeline["sinks"][string]): boolean =>
  sink.kind === "file-table" || (sink.kind === "objects" && sink.format === "ndjson" && sink.isWhole);

const isProtected = (field: string, actions: TracedActions): boolean =>
  Object.hasOwn(actions, field) && actions[field] !== undefined;

/**
 * JavaScript puts members that are called like indexes before all others and takes `__proto__` for something else; `toJSON` and `$`
 * mean something to who writes and reads values.
 */
const isPlainName = (name: string): boolean => !/^(\d+|__proto__|toJSON|\$)$/.test(name);
