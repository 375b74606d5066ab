import type { StandardSchema } from "../standard-schema.ts";

/** What a schema asks for, where that is no more than this. */
export type Definition =
  | { readonly type: "object"; readonly members: readonly (readonly [name: string, definition: Definition])[] }
  | { readonly type: "array"; readonly element: Definition }
  | { readonly type: "optional" | "nullable"; readonly inner: Definition }
  | { readonly type: "string"; readonly patterns: readonly RegExp[]; readonly lengths: readonly Range[] }
  | {
      readonly type: "number";
      readonly coerce: boolean;
      readonly isInteger: boolean;
      readonly ranges: readonly Range[];
    }
  | { readonly type: "boolean" }
  | { readonly type: "values"; readonly values: ReadonlySet<unknown> };

export interface Range {
  readonly operator: ">" | ">=" | "<" | "<=" | "===";
  readonly value: number;
}

/** As much of a schema of Zod 4 as is looked at. https://zod.dev/packages/core */
interface ZodSchema {
  readonly _zod: {
    readonly version: { readonly major: number };
    readonly traits: ReadonlySet<string>;
    readonly def: ZodDefinition;
  };
}

interface ZodDefinition {
  readonly type?: string;
  readonly check?: string;
  readonly format?: string;
  readonly coerce?: boolean;
  readonly pattern?: RegExp;
  readonly checks?: readonly ZodSchema[];
  readonly shape?: Readonly<Record<string, ZodSchema>>;
  readonly catchall?: unknown;
  readonly element?: ZodSchema;
  readonly innerType?: ZodSchema;
  readonly entries?: Readonly<Record<string, string | number>>;
  readonly values?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly length?: number;
  readonly value?: unknown;
  readonly inclusive?: boolean;
}

/** Formats of which the pattern says everything. */
const patternFormats: ReadonlySet<string> = new Set([
  ...["regex", "email", "uuid", "guid", "nanoid", "cuid", "cuid2", "ulid", "xid", "ksuid", "ipv4", "e164"],
  ...["datetime", "date", "time", "duration", "lowercase", "uppercase"],
]);

/**
 * What a schema of Zod asks for; undefined where it asks for anything that is not known here, as with a refinement or a transformation,
 * which JSON Schema would leave out without a word.
 */
export function definitionOf(schema: StandardSchema): Definition | undefined {
  if (schema["~standard"].vendor !== "zod" || !("_zod" in schema)) return undefined;
  const { version } = (schema as unknown as ZodSchema)._zod;
  return version?.major === 4 ? definition(schema as unknown as ZodSchema) : undefined;
}

const definition = ({ _zod: { def, traits } }: ZodSchema): Definition | undefined =>
  traits.has("$ZodExactOptional") ? undefined : readers.get(def.type ?? "")?.(def);

/** A type without checks of its own; with any, it asks for more than its name says. */
const unchecked =
  (read: (def: ZodDefinition) => Definition | undefined) =>
  (def: ZodDefinition): Definition | undefined =>
    def.checks === undefined || def.checks.length === 0 ? read(def) : undefined;

const readers: ReadonlyMap<string, (def: ZodDefinition) => Definition | undefined> = new Map([
  ["object", unchecked(({ shape = {}, catchall }) => (catchall === undefined ? object(shape) : undefined))],
  ["array", unchecked(array)],
  ["optional", unchecked((def) => wrapped("optional", def))],
  ["nullable", unchecked((def) => wrapped("nullable", def))],
  ["string", string],
  ["number", number],
  ["boolean", unchecked(({ coerce }) => (coerce === true ? undefined : { type: "boolean" }))],
  ["enum", unchecked(({ entries = {} }) => ({ type: "values", values: enumValues(entries) }))],
  ["literal", unchecked(({ values }) => ({ type: "values", values: new Set(values) }))],
]);

function object(shape: Readonly<Record<string, ZodSchema>>): Definition | undefined {
  const members: (readonly [string, Definition])[] = [];
  for (const [name, member] of Object.entries(shape)) {
    const found = name === "__proto__" ? undefined : definition(member);
    if (found === undefined) return undefined;
    members.push([name, found]);
  }
  return Object.getOwnPropertySymbols(shape).length === 0 ? { type: "object", members } : undefined;
}

function array({ element }: ZodDefinition): Definition | undefined {
  const found = element === undefined ? undefined : definition(element);
  return found === undefined ? undefined : { type: "array", element: found };
}

function wrapped(type: "optional" | "nullable", { innerType }: ZodDefinition): Definition | undefined {
  const inner = innerType === undefined ? undefined : definition(innerType);
  // A value that may be absent and is not optional itself would be told from an undefined one in another place.
  if (inner === undefined || inner.type === "optional") return undefined;
  return { type, inner };
}

/** A format is a check that the schema itself is, the others are in its list. */
const checksOf = (def: ZodDefinition): readonly ZodDefinition[] => [
  ...(def.check === undefined ? [] : [def]),
  ...(def.checks ?? []).map((check) => check._zod.def),
];

function string(def: ZodDefinition): Definition | undefined {
  const patterns: RegExp[] = [];
  const lengths: Range[] = [];
  for (const check of checksOf(def)) {
    const ranges = lengthRanges(check);
    if (check.check === "string_format" && isPlainPattern(check)) patterns.push(check.pattern);
    else if (ranges !== undefined) lengths.push(...ranges);
    else return undefined;
  }
  return { type: "string", patterns, lengths };
}

/** A pattern that remembers where it was would not be one condition. */
const isPlainPattern = (check: ZodDefinition): check is ZodDefinition & { readonly pattern: RegExp } =>
  patternFormats.has(check.format ?? "") && check.pattern !== undefined && !/[gy]/.test(check.pattern.flags);

function lengthRanges({ check, minimum, maximum, length }: ZodDefinition): readonly Range[] | undefined {
  if (check === "min_length" && minimum !== undefined) return [{ operator: ">=", value: minimum }];
  if (check === "max_length" && maximum !== undefined) return [{ operator: "<=", value: maximum }];
  return check === "length_equals" && length !== undefined ? [{ operator: "===", value: length }] : undefined;
}

function number(def: ZodDefinition): Definition | undefined {
  const ranges: Range[] = [];
  let isInteger = false;
  for (const check of checksOf(def)) {
    const range = numberRange(check);
    if (range !== undefined) ranges.push(range);
    else if (check.check === "number_format" && check.format === "safeint") isInteger = true;
    else return undefined;
  }
  return { type: "number", coerce: def.coerce === true, isInteger, ranges };
}

function numberRange({ check, value, inclusive }: ZodDefinition): Range | undefined {
  if (typeof value !== "number") return undefined;
  if (check === "greater_than") return { operator: inclusive ? ">=" : ">", value };
  return check === "less_than" ? { operator: inclusive ? "<=" : "<", value } : undefined;
}

/** TypeScript's enums have their numbers as names too, which are no values. */
const enumValues = (entries: Readonly<Record<string, string | number>>): ReadonlySet<unknown> => {
  const numbers = new Set(Object.values(entries).filter((value) => typeof value === "number"));
  return new Set(
    Object.entries(entries)
      .filter(([name]) => !numbers.has(Number(name)))
      .map(([, value]) => value),
  );
};
