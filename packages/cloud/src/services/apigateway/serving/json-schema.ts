/** JSON Schema draft 4, as far as API Gateway checks bodies by it. https://json-schema.org/draft-04/draft-fge-json-schema-validation-00 */
type Schema = Readonly<Record<string, unknown>>;

/** Finds what a `$ref` names, e.g. another model. */
export type FindSchema = (reference: string, root: Schema) => Schema | undefined;

const depthMax = 64;

/** What is wrong with a value; nothing if it fits. */
export function problemsOf(value: unknown, schema: Schema, find: FindSchema): string[] {
  return check(value, schema, { find, root: schema, depth: 0 });
}

interface Checking {
  readonly find: FindSchema;
  readonly root: Schema;
  readonly depth: number;
}

function check(value: unknown, schema: Schema, checking: Checking): string[] {
  const reference = schema["$ref"];
  if (typeof reference === "string") {
    const found = checking.find(reference, checking.root);
    if (found === undefined || checking.depth > depthMax) return [`unresolved reference ${reference}`];
    const root = reference.startsWith("#") ? checking.root : found;
    return check(value, found, { ...checking, root, depth: checking.depth + 1 });
  }
  const within = (inner: unknown, at: Schema): string[] => check(inner, at, { ...checking, depth: checking.depth + 1 });
  return [
    ...typeProblems(value, schema),
    ...plainProblems(value, schema),
    ...innerProblems(value, schema, within),
    ...combined(value, schema, within),
  ];
}

const typeTests: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  integer: Number.isInteger,
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
};

function typeProblems(value: unknown, { type }: Schema): string[] {
  const types = (Array.isArray(type) ? type : [type]).filter((one): one is string => typeof one === "string");
  if (types.length === 0 || types.some((one) => typeTests[one]?.(value) === true)) return [];
  return [`instance type does not match any allowed primitive type (allowed: ${JSON.stringify(types)})`];
}

const numberIn = (schema: Schema, name: string): number | undefined =>
  typeof schema[name] === "number" ? schema[name] : undefined;

/** What is measured of a value, and the names of its limits. */
const measures: readonly (readonly [(value: unknown) => number | undefined, string, string])[] = [
  [(value) => (typeof value === "string" ? value.length : undefined), "minLength", "maxLength"],
  [(value) => (typeof value === "number" ? value : undefined), "minimum", "maximum"],
  [(value) => (Array.isArray(value) ? value.length : undefined), "minItems", "maxItems"],
  [(value) => (isObject(value) ? Object.keys(value).length : undefined), "minProperties", "maxProperties"],
];

function plainProblems(value: unknown, schema: Schema): string[] {
  const limits = measures.flatMap(([measure, low, high]) => {
    const size = measure(value);
    if (size === undefined) return [];
    if (size < (numberIn(schema, low) ?? Number.NEGATIVE_INFINITY)) return [`${low} is not met`];
    return size > (numberIn(schema, high) ?? Number.POSITIVE_INFINITY) ? [`${high} is exceeded`] : [];
  });
  return [
    ...limits,
    ...numberProblems(value, schema),
    ...textProblems(value, schema),
    ...choiceProblems(value, schema),
  ];
}

function numberProblems(value: unknown, schema: Schema): string[] {
  if (typeof value !== "number") return [];
  const step = numberIn(schema, "multipleOf");
  return [
    schema["exclusiveMinimum"] === true && value === numberIn(schema, "minimum") ? "exclusiveMinimum is not met" : "",
    schema["exclusiveMaximum"] === true && value === numberIn(schema, "maximum") ? "exclusiveMaximum is exceeded" : "",
    step !== undefined && !Number.isInteger(value / step) ? "multipleOf is not met" : "",
  ].filter((problem) => problem !== "");
}

function textProblems(value: unknown, { pattern }: Schema): string[] {
  if (typeof value !== "string" || typeof pattern !== "string" || new RegExp(pattern).test(value)) return [];
  return [`ECMA 262 regex ${JSON.stringify(pattern)} does not match input string`];
}

function choiceProblems(value: unknown, { enum: allowed, uniqueItems }: Schema): string[] {
  const isChosen = !Array.isArray(allowed) || allowed.some((one) => same(one, value));
  const isUnique =
    uniqueItems !== true ||
    !Array.isArray(value) ||
    new Set(value.map((item) => JSON.stringify(item))).size === value.length;
  return [
    ...(isChosen ? [] : [`instance value not found in enum (possible values: ${JSON.stringify(allowed)})`]),
    ...(isUnique ? [] : ["array must not contain duplicate elements"]),
  ];
}

type Within = (inner: unknown, schema: Schema) => string[];

function innerProblems(value: unknown, schema: Schema, within: Within): string[] {
  if (Array.isArray(value)) return itemProblems(value, schema, within);
  if (!isObject(value)) return [];
  const { required } = schema;
  const missing = Array.isArray(required) ? required.filter((name) => !Object.hasOwn(value, String(name))) : [];
  const problems = missing.length === 0 ? [] : [`object has missing required properties (${JSON.stringify(missing)})`];
  return [
    ...problems,
    ...Object.entries(value).flatMap(([name, inner]) => memberProblems(name, inner, schema, within)),
  ];
}

function itemProblems(value: readonly unknown[], { items }: Schema, within: Within): string[] {
  if (Array.isArray(items)) return value.flatMap((item, at) => (isObject(items[at]) ? within(item, items[at]) : []));
  return isObject(items) ? value.flatMap((item) => within(item, items)) : [];
}

function memberProblems(name: string, inner: unknown, schema: Schema, within: Within): string[] {
  const { additionalProperties, properties, patternProperties } = schema;
  const patterns = isObject(patternProperties) ? Object.entries(patternProperties) : [];
  const matching = patterns.filter(([pattern]) => new RegExp(pattern).test(name)).map(([, of]) => of);
  const named = isObject(properties) && Object.hasOwn(properties, name) ? [properties[name]] : [];
  const schemas = [...named, ...matching].filter(isObject);
  if (schemas.length > 0) return schemas.flatMap((of) => within(inner, of));
  if (isObject(additionalProperties)) return within(inner, additionalProperties);
  if (additionalProperties !== false) return [];
  return [`object instance has properties which are not allowed by the schema: ${JSON.stringify([name])}`];
}

function combined(value: unknown, { allOf, anyOf, oneOf, not }: Schema, within: Within): string[] {
  const fits = (schemas: unknown): number | undefined =>
    Array.isArray(schemas)
      ? schemas.filter((schema) => isObject(schema) && within(value, schema).length === 0).length
      : undefined;
  const problems: string[] = [];
  if (Array.isArray(allOf))
    problems.push(...allOf.flatMap((schema) => (isObject(schema) ? within(value, schema) : [])));
  if (fits(anyOf) === 0) problems.push("instance failed to match at least one schema of anyOf");
  const ones = fits(oneOf);
  if (ones !== undefined && ones !== 1) problems.push("instance failed to match exactly one schema of oneOf");
  if (isObject(not) && within(value, not).length === 0)
    problems.push("instance matched a schema which it should not have");
  return problems;
}

const isObject = (value: unknown): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);
