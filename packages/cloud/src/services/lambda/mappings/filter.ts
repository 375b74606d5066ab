import { matchesPattern } from "../../../patterns/matches-pattern.ts";
import type { Pattern } from "../../../patterns/pattern.ts";

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
export function filterOf(patterns: readonly string[]): (record: Readonly<Record<string, unknown>>) => boolean {
  if (patterns.length === 0) return () => true;
  const parsed = patterns.map((text) => JSON.parse(text) as Pattern);
  return (record) => parsed.some((pattern) => matchesPattern(pattern, opened(record, pattern)));
}

/** Patterns look into bodies and data that are JSON; where a pattern asks for text, they stay text. */
function opened(record: Readonly<Record<string, unknown>>, pattern: Pattern): Readonly<Record<string, unknown>> {
  const asked = pattern["body"];
  const body = record["body"];
  if (typeof body !== "string" || Array.isArray(asked) || asked === undefined) return record;
  try {
    return { ...record, body: JSON.parse(body) as unknown };
  } catch {
    return record;
  }
}
