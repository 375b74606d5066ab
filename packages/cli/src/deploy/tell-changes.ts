import type { Change, ResourceChange, ResourceChangeDetail, StackEvent } from "@aws-sdk/client-cloudformation";
import { columns, type Terminal } from "../terminal.ts";

const signs = { Add: "+", Modify: "~", Remove: "-", Import: "<", Dynamic: "?", SyncWithActual: "=" } as const;

/** A line for each resource that would change, and below it the properties that do. */
export function tellChanges(changes: readonly Change[], terminal: Terminal): void {
  const resources = changes.flatMap(({ ResourceChange: change }) => (change === undefined ? [] : [change]));
  const lines = columns(resources.map(rowOf));
  for (const [at, change] of resources.entries()) {
    const paint = { Add: terminal.green, Remove: terminal.red }[String(change.Action)] ?? terminal.yellow;
    terminal.line(`  ${paint(lines[at] ?? "")}`);
    if (change.Action !== "Modify") continue;
    for (const line of (change.Details ?? []).flatMap(describeDetail)) terminal.line(terminal.dim(`      ${line}`));
  }
}

const rowOf = ({
  Action: action,
  LogicalResourceId: id = "",
  ResourceType: type = "",
  Replacement: kind,
}: ResourceChange) => [signs[action ?? "Dynamic"], id, type, replacements[kind ?? "False"]];

const replacements = { True: "replaced", Conditional: "may be replaced", False: "" } as const;

function describeDetail({ Target: target }: ResourceChangeDetail): string[] {
  const path = target?.Path ?? target?.Name;
  if (target === undefined || path === undefined) return [];
  const name = path.replace(/^\/Properties\//, "").replaceAll("/", ".");
  const isKnown = target.BeforeValue !== undefined || target.AfterValue !== undefined;
  return [isKnown ? `${name} ${short(target.BeforeValue)} -> ${short(target.AfterValue)}` : name];
}

const shownMax = 60;
const short = (value = "(nothing)"): string => (value.length > shownMax ? `${value.slice(0, shownMax)}...` : value);

/** A line for each resource that was made, changed or deleted, when it is done. */
export function tellEvent(event: StackEvent, terminal: Terminal): void {
  const { ResourceStatus: status = "", LogicalResourceId: id = "", ResourceType: type = "", StackName: stack } = event;
  const isStack = type === "AWS::CloudFormation::Stack" && id === stack;
  const isDone = /_(?:COMPLETE|FAILED|SKIPPED)$/.test(status);
  if (isStack || !isDone) return;
  const paint = status.endsWith("_FAILED") ? terminal.red : terminal.green;
  const reason = status.endsWith("_FAILED") ? ` ${event.ResourceStatusReason ?? ""}` : "";
  terminal.line(`  ${type.replace(/^AWS::/, "").padEnd(idAt)}${id.padEnd(statusAt)} ${paint(word(status))}${reason}`);
}

const idAt = 40;
const statusAt = 34;

const words: Readonly<Record<string, string>> = {
  CREATE_COMPLETE: "created",
  UPDATE_COMPLETE: "updated",
  DELETE_COMPLETE: "deleted",
  DELETE_SKIPPED: "kept",
};

const word = (status: string): string => words[status] ?? status.toLowerCase().replaceAll("_", " ");
