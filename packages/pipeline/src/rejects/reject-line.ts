import type { Rejected } from "../record.ts";

/** One rejected record as a line of NDJSON, with what says which file it is of. */
export function rejectLine(rejected: Rejected, file: Readonly<Record<string, unknown>>): string {
  const { kind: _, ...what } = rejected;
  return `${JSON.stringify({ ...file, ...what })}\n`;
}
