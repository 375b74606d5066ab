import { isNumber, type Member } from "../schema/schema.ts";
import { inHashOrder } from "./enum-order.ts";

/** One thing that a value must satisfy, in the words of the services' common runtime. */
export interface Rule {
  readonly text: string;
  readonly isBroken: (value: unknown) => boolean;
}

/** What the model asks of a member's value itself. Patterns come before lengths, observed on EventBridge. */
export function rulesOf(member: Member): readonly Rule[] {
  const { constraint, schema } = member;
  if (constraint === undefined) return [];
  return [
    ...(constraint.pattern === undefined ? [] : patternRules(constraint.pattern)),
    ...(constraint.length === undefined ? [] : boundRules(constraint.length, "length", sizeOf)),
    ...(constraint.range === undefined || !isNumber(schema) ? [] : boundRules(constraint.range, "value", Number)),
    ...(constraint.enum === undefined ? [] : [enumRule(constraint.enum)]),
  ];
}

function boundRules(
  [min, max]: readonly [number | null, number | null],
  what: "length" | "value",
  measure: (value: unknown) => number,
): readonly Rule[] {
  const rule = (limit: number, relation: string, isBroken: (measured: number) => boolean): Rule => ({
    text: `Member must have ${what} ${relation} than or equal to ${limit}`,
    isBroken: (value) => isBroken(measure(value)),
  });
  return [
    ...(max === null ? [] : [rule(max, "less", (measured) => measured > max)]),
    ...(min === null ? [] : [rule(min, "greater", (measured) => measured < min)]),
  ];
}

/** Text in characters as Java counts them, blobs in bytes, lists and maps in entries. Streams are not measured. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) return value.length;
  return typeof value === "object" && value !== null ? Object.keys(value).length : 0;
}

/** A pattern that only Java understands is left to the service. */
function patternRules(pattern: string): readonly Rule[] {
  const expression = compiledPattern(pattern);
  if (expression === undefined) return [];
  const isBroken = (value: unknown): boolean => typeof value === "string" && !expression.test(value);
  return [{ text: `Member must satisfy regular expression pattern: ${pattern}`, isBroken }];
}

/** Java matches the whole text. */
function compiledPattern(pattern: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(`^(?:${asJavaScript(pattern)})$`, flags);
    } catch {
      // The next flags, or none.
    }
  }
  return undefined;
}

function enumRule(values: readonly string[]): Rule {
  const allowed = new Set<unknown>(values);
  return {
    text: `Member must satisfy enum value set: [${inHashOrder(values).join(", ")}]`,
    isBroken: (value) => !allowed.has(value),
  };
}

/** Classes that Java writes like properties of Unicode. https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html */
const javaClasses: Readonly<Record<string, string>> = { ASCII: "\\x00-\\x7F", Print: "\\x20-\\x7E" };

const asJavaScript = (pattern: string): string =>
  pattern
    .replaceAll(/\[\\p\{(ASCII|Print)\}\]/g, (_, name: string) => `[${javaClasses[name]}]`)
    .replaceAll(/\\p\{(ASCII|Print)\}/g, (_, name: string) => `[${javaClasses[name]}]`);
