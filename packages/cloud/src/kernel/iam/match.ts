/** Condition keys of one request, in lower case. */
export type Context = ReadonlyMap<string, readonly string[]>;

/** Stand-ins for characters that are meant literally: `${*}`, `${?}`, and wildcards inside a variable's value. */
const literalStar = "\u0001";
const literalQuestion = "\u0002";

/** Policies of the version before know no variables. */
export const variablesVersion = "2012-10-17";

const compiled = new Map<string, RegExp>();
const compiledMax = 5000;

/** `*` is any run of characters, `?` any one. */
export function matchesWildcard(pattern: string, value: string): boolean {
  if (pattern === "*" || pattern === value) return true;
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    if (compiled.size >= compiledMax) compiled.clear();
    expression = new RegExp(`^${translate(pattern)}$`, "s");
    compiled.set(pattern, expression);
  }
  return expression.test(value);
}

const translate = (pattern: string): string =>
  pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*+/g, ".*")
    .replaceAll("?", ".")
    .replaceAll(literalStar, "\\*")
    .replaceAll(literalQuestion, "\\?");

export type Test<Value> = (value: Value) => boolean;

const always = (): boolean => true;

const isLiteral = (text: string): boolean =>
  ![...text].some(
    (character) => "*?".includes(character) || character === literalStar || character === literalQuestion,
  );

/** The test of one word: `*` is any run of characters, `?` any one. */
function compileWord(word: string): Test<string> {
  if (word === "*") return always;
  if (isLiteral(word)) return (value) => value === word;
  const start = word.slice(0, -1);
  if (word.endsWith("*") && isLiteral(start)) return (value) => value.startsWith(start);
  return (value) => matchesWildcard(word, value);
}

/** Of actions in lower case: IAM ignores the case of actions. */
export const compileAction = (word: string): Test<string> => compileWord(word.toLowerCase());

/** Of the parts of an ARN. They match one by one, so a wildcard never reaches over a colon, except in the last part, which may hold colons. */
export type ArnTest = (parts: readonly string[], context: Context) => boolean;

/** `hasVariables` where `${...}` stands for values of the request. */
export function compileArn(pattern: string, hasVariables = false): ArnTest {
  if (pattern === "*") return always;
  const tests = arnParts(pattern).map((part) =>
    hasVariables && part.includes("${") ? compileVariable(part) : compileWord(part),
  );
  if (tests.length !== arnPartCount) return hasVariables ? compileWhole(pattern) : never;
  return (parts, context) => {
    if (parts.length !== arnPartCount) return false;
    // From the end: names differ more often than partitions do.
    for (let at = arnPartCount - 1; at >= 0; at--) if (tests[at]?.(parts[at] ?? "", context) !== true) return false;
    return true;
  };
}

const never = (): boolean => false;

const compileVariable =
  (part: string) =>
  (value: string, context: Context): boolean => {
    const expanded = expandVariables(part, variablesVersion, context);
    return expanded !== undefined && matchesWildcard(expanded, value);
  };

/** A pattern whose variables hold whole parts of the ARN. */
const compileWhole =
  (pattern: string): ArnTest =>
  (parts, context) => {
    const expanded = expandVariables(pattern, variablesVersion, context);
    return expanded !== undefined && compileArn(expanded)(parts, context);
  };

const arnPartCount = 6;

export const matchesArn = (pattern: string, value: string): boolean =>
  pattern === "*" || compileArn(pattern)(arnParts(value), noContext);

const noContext: Context = new Map();

/** Cut at colons, but not at those within variables. */
export function arnParts(text: string): readonly string[] {
  const parts = text.includes("${") ? text.split(/:(?![^{}]*\})/) : text.split(":");
  return parts.length <= arnPartCount ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/** A text as it is written, or a variable that stands in it. */
type Segment = string | { readonly name: string; readonly fallback: string | undefined };

const segmented = new Map<string, readonly Segment[]>();

/**
 * Puts the request's values in place of policy variables such as `${aws:username}` or `${aws:PrincipalTag/team, 'none'}`.
 * Undefined when a variable has no single value and no default: what holds it then matches nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function expandVariables(text: string, version: string | undefined, context: Context): string | undefined {
  if (version !== variablesVersion || !text.includes("${")) return text;
  let segments = segmented.get(text);
  if (segments === undefined) {
    if (segmented.size >= compiledMax) segmented.clear();
    segments = readSegments(text);
    segmented.set(text, segments);
  }
  let expanded = "";
  for (const segment of segments) {
    const value = typeof segment === "string" ? segment : variableValue(segment, context);
    if (value === undefined) return undefined;
    expanded += value;
  }
  return expanded;
}

const variable = /\$\{\s*([^},]+?)\s*(?:,\s*'([^']*)'\s*)?\}/g;
const characters: Readonly<Record<string, string>> = { "*": literalStar, "?": literalQuestion, $: "$" };

function readSegments(text: string): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const { 0: whole, 1: name = "", 2: fallback, index } of text.matchAll(variable)) {
    segments.push(text.slice(end, index), characters[name] ?? { name: name.toLowerCase(), fallback });
    end = index + whole.length;
  }
  return [...segments, text.slice(end)];
}

function variableValue({ name, fallback }: Exclude<Segment, string>, context: Context): string | undefined {
  const values = context.get(name);
  return values?.length === 1 ? protectWildcards(values[0] ?? "") : fallback;
}

const protectWildcards = (value: string): string =>
  /[*?]/.test(value) ? value.replaceAll("*", literalStar).replaceAll("?", literalQuestion) : value;

/** The text with its literal wildcards as plain characters again, for comparisons that know no wildcards. */
export const plainText = (text: string): string => text.replaceAll(literalStar, "*").replaceAll(literalQuestion, "?");
