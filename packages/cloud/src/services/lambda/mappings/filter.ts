import { matchesPattern } from "../../../patterns/matches-pattern.ts";
import type { Pattern } from "../../../patterns/pattern.ts";
import { dataText, flat, type JsonEvent } from "../../../streams/stream-record.ts";

/** Whether a text is a pattern: a JSON object with something in it. */
export function isValidFilter(text: string): boolean {
  try {
    const pattern: unknown = JSON.parse(text);
    return typeof pattern === "object" && pattern !== null && !Array.isArray(pattern);
  } catch {
    return false;
  }
}

/** Lets a record through that one of the patterns matches, and every record where there is none. */
export function filterOf(patterns: readonly string[]): (record: JsonEvent) => boolean {
  if (patterns.length === 0) return () => true;
  const read = patterns.map((text) => JSON.parse(text) as Pattern);
  return (record) => read.some((pattern) => matchesPattern(pattern, opened(record, pattern)));
}

/** Patterns look into bodies and data that are JSON; where a pattern asks for text, they stay text. */
function opened(event: JsonEvent, pattern: Pattern): JsonEvent {
  const record = flat(event);
  const text = dataText(record);
  if (text !== undefined) return { ...record, data: Array.isArray(pattern["data"]) ? text : (parsed(text) ?? text) };
  const { body } = record;
  if (typeof body !== "string" || Array.isArray(pattern["body"]) || pattern["body"] === undefined) return record;
  return { ...record, body: parsed(body) ?? body };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
