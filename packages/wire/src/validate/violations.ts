import { perSchema } from "../schema/per-schema.ts";
import { isNumber, isStructure, type Member, type Schema } from "../schema/schema.ts";

/** How the values of an input break the constraints of its model, in the words of the services' common runtime. */
export function violationsOf(schema: Schema, input: unknown): readonly string[] {
  const check = checker(schema);
  if (check === unchecked) return none;
  const found: string[] = [];
  check(input, "", found);
  return found;
}

const none: readonly string[] = [];

type Check = (value: unknown, path: string, found: string[]) => void;

const unchecked: Check = () => undefined;

/** Values kept verbatim are the service's own to check, key by key. */
const checker: (schema: Schema) => Check = perSchema<[unknown, string, string[]], void>((schema) => {
  if (schema.traits.verbatim === 1) return unchecked;
  if (isStructure(schema)) return structureCheck(schema.members);
  if (schema.kind === "list") return listCheck(schema.item);
  return schema.kind === "map" ? mapCheck(schema.key, schema.value) : unchecked;
});

function structureCheck(members: readonly Member[]): Check {
  const checks = members.map(placedCheck).filter((check) => check !== unchecked);
  if (checks.length === 0) return unchecked;
  return (value, path, found) => {
    for (const check of checks) check(value, path, found);
  };
}

/** Checks one member of the structure it is given. */
function placedCheck(member: Member): Check {
  const check = memberCheck(member);
  const isRequired = member.traits.required === 1;
  if (check === unchecked && !isRequired) return unchecked;
  const label = lowerFirst(member.name);
  return (value, path, found) => {
    const given = (value as Readonly<Record<string, unknown>>)[member.name];
    const isMissing = given === undefined || given === null;
    if (isMissing && !isRequired) return;
    const place = path === "" ? label : `${path}.${label}`;
    if (isMissing) found.push(nullAt(place));
    else check(given, place, found);
  };
}

const lowerFirst = (name: string): string => name.slice(0, 1).toLowerCase() + name.slice(1);

const nullAt = (path: string): string =>
  `Value null at '${path}' failed to satisfy constraint: Member must not be null`;

/** Items are counted from one. */
function listCheck(item: Member): Check {
  const check = memberCheck(item);
  return (value, path, found) => {
    for (const [index, given] of (value as readonly unknown[]).entries()) {
      if (given === null) found.push(nullAt(`${path}.${index + 1}.member`));
      else if (check !== unchecked) check(given, `${path}.${index + 1}.member`, found);
    }
  };
}

function mapCheck(key: Member, value: Member): Check {
  const checkKey = memberCheck(key);
  const checkValue = memberCheck(value);
  if (checkKey === unchecked && checkValue === unchecked) return unchecked;
  return (given, path, found) => {
    for (const [name, entry] of Object.entries(given as object)) {
      checkKey(name, path, found);
      if (entry !== null && entry !== undefined) checkValue(entry, `${path}.${name}.member`, found);
    }
  };
}

function memberCheck(member: Member): Check {
  const inner = checker(member.schema);
  const own = constraintChecks(member);
  if (own.length === 0) return inner;
  return (value, path, found) => {
    for (const check of own) check(value, path, found);
    inner(value, path, found);
  };
}

/** Patterns come before lengths, observed on EventBridge. */
function constraintChecks(member: Member): readonly Check[] {
  const { constraint, schema } = member;
  const checks: Check[] = [];
  if (constraint?.pattern !== undefined) checks.push(patternCheck(constraint.pattern));
  if (constraint?.length !== undefined) checks.push(...boundChecks(constraint.length, "length", sizeOf));
  if (constraint?.range !== undefined && isNumber(schema))
    checks.push(...boundChecks(constraint.range, "value", Number));
  if (constraint?.enum !== undefined) checks.push(enumCheck(constraint.enum));
  return checks;
}

function boundChecks(
  [min, max]: readonly [number | null, number | null],
  what: "length" | "value",
  measure: (value: unknown) => number,
): readonly Check[] {
  const bound = (limit: number, relation: "greater" | "less", isBroken: (measured: number) => boolean): Check => {
    const rule = `Member must have ${what} ${relation} than or equal to ${limit}`;
    return (value, path, found) => {
      if (isBroken(measure(value))) found.push(violation(value, path, rule));
    };
  };
  return [
    ...(min === null ? [] : [bound(min, "greater", (measured) => measured < min)]),
    ...(max === null ? [] : [bound(max, "less", (measured) => measured > max)]),
  ];
}

/** Text in characters as Java counts them, blobs in bytes, lists and maps in entries. Streams are not measured. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) return value.length;
  return typeof value === "object" && value !== null ? Object.keys(value).length : 0;
}

function patternCheck(pattern: string): Check {
  const expression = compiledPattern(pattern);
  if (expression === undefined) return unchecked;
  const rule = `Member must satisfy regular expression pattern: ${pattern}`;
  return (value, path, found) => {
    if (typeof value === "string" && !expression.test(value)) found.push(violation(value, path, rule));
  };
}

/** Java matches the whole text. A pattern that only Java understands is left to the service. */
function compiledPattern(pattern: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(`^(?:${pattern})$`, flags);
    } catch {
      // The next flags, or none.
    }
  }
  return undefined;
}

/** AWS lists the values in the order of a hash table, which differs from service to service; here it is the model's. */
function enumCheck(values: readonly string[]): Check {
  const allowed = new Set<unknown>(values);
  return (value, path, found) => {
    if (allowed.has(value)) return;
    found.push(violation(value, path, `Member must satisfy enum value set: [${values.join(", ")}]`));
  };
}

const violation = (value: unknown, path: string, rule: string): string =>
  `Value '${shown(value)}' at '${path}' failed to satisfy constraint: ${rule}`;

/** As Java prints values: a list between brackets, a map between braces. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(", ")}]`;
  if (value instanceof Uint8Array) return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`;
  if (value instanceof Date) return value.toUTCString();
  if (typeof value !== "object" || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([name, entry]) => `${name}=${shown(entry)}`)
    .join(", ")}}`;
}
