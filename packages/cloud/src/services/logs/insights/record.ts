import type { StoredEvent } from "../model.ts";
import { written } from "./functions.ts";
import type { Row, Value } from "./values.ts";

/** Fields that are found in JSON by themselves. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html */
const discoveredMax = 200;

export interface Origin {
  readonly account: string;
  readonly group: string;
}

/** A log event as queries see it, with what is found in it. */
export function recordOf(event: StoredEvent, { account, group }: Origin, pointer: string): Row {
  const row = new Map<string, Value>();
  discover(event.message, row);
  row.set("@timestamp", written(event.at));
  row.set("@ingestionTime", written(event.ingestedAt));
  row.set("@message", event.message);
  row.set("@logStream", event.stream);
  row.set("@log", `${account}:${group}`);
  row.set("@ptr", pointer);
  return row;
}

function discover(message: string, row: Map<string, Value>): void {
  if (message.startsWith("{")) {
    try {
      flatten(JSON.parse(message), "", row);
    } catch {
      // Not JSON after all.
    }
  } else discoverReport(message, row);
}

function flatten(value: unknown, path: string, row: Map<string, Value>): void {
  if (row.size >= discoveredMax) return;
  if (value !== null && typeof value === "object") {
    for (const [name, inner] of Object.entries(value)) flatten(inner, path === "" ? name : `${path}.${name}`, row);
  } else if (value !== null) row.set(path, value as Value);
}

/** What Lambda writes about an invocation. */
const reported: readonly (readonly [string, RegExp, number])[] = [
  ["@duration", /\tDuration: ([\d.]+) ms/, 1],
  ["@billedDuration", /Billed Duration: ([\d.]+) ms/, 1],
  ["@initDuration", /Init Duration: ([\d.]+) ms/, 1],
  ["@memorySize", /Memory Size: (\d+) MB/, 1_000_000],
  ["@maxMemoryUsed", /Max Memory Used: (\d+) MB/, 1_000_000],
];

function discoverReport(message: string, row: Map<string, Value>): void {
  const [, type, requestId] = /^(START|END|REPORT) RequestId: ([\w-]+)/.exec(message) ?? [];
  if (type === undefined) {
    const id = /\t([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})\t/.exec(message)?.[1];
    if (id !== undefined) row.set("@requestId", id);
    return;
  }
  row.set("@type", type);
  row.set("@requestId", requestId);
  if (type !== "REPORT") return;
  for (const [name, pattern, factor] of reported) {
    const value = pattern.exec(message)?.[1];
    if (value !== undefined) row.set(name, Number(value) * factor);
  }
}
