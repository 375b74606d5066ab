import { isNumber, type Member } from "../schema/schema.ts";

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

/** AWS lists the values in the order of a hash table, which differs from service to service; here it is the model's. */
function enumRule(values: readonly string[]): Rule {
  const allowed = new Set<unknown>(values);
  const shown = observedOrders.find(
    (order) => order.length === values.length && order.every((one) => allowed.has(one)),
  );
  return {
    text: `Member must satisfy enum value set: [${(shown ?? values).join(", ")}]`,
    isBroken: (value) => !allowed.has(value),
  };
}

/** Where AWS was seen to list values in another order: EventBridge's methods, CloudWatch's states, kinds of endpoints and keys. */
const observedOrders: readonly (readonly string[])[] = [
  ["HEAD", "POST", "PATCH", "DELETE", "PUT", "GET", "OPTIONS"],
  ["INSUFFICIENT_DATA", "ALARM", "OK"],
  ["SUCCEEDED", "TIMED_OUT", "PENDING_REDRIVE", "ABORTED", "FAILED", "RUNNING"],
  ["BASIC", "OAUTH_CLIENT_CREDENTIALS", "API_KEY"],
  ["MILLISECOND", "MICROSECOND"],
  ["HTTP", "MOCK", "AWS_PROXY", "HTTP_PROXY", "AWS"],
  ["PRIVATE", "EDGE", "REGIONAL"],
  ["add", "remove", "move", "test", "replace", "copy"],
  [
    "RESPONSE_BODY",
    "RESPONSE",
    "METHOD",
    "MODEL",
    "AUTHORIZER",
    "RESPONSE_HEADER",
    "RESOURCE",
    "PATH_PARAMETER",
    "REQUEST_BODY",
    "QUERY_PARAMETER",
    "API",
    "REQUEST_HEADER",
  ],
  ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC"],
  ["HMAC_SHA_384", "HMAC_SHA_256", "HMAC_SHA_224", "HMAC_SHA_512"],
];

/** Classes that Java writes like properties of Unicode. https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html */
const javaClasses: Readonly<Record<string, string>> = { ASCII: "\\x00-\\x7F", Print: "\\x20-\\x7E" };

const asJavaScript = (pattern: string): string =>
  pattern
    .replaceAll(/\[\\p\{(ASCII|Print)\}\]/g, (_, name: string) => `[${javaClasses[name]}]`)
    .replaceAll(/\\p\{(ASCII|Print)\}/g, (_, name: string) => `[${javaClasses[name]}]`);
