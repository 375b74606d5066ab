/** Condition keys of one request, in lower case. */
export type Context = ReadonlyMap<string, readonly string[]>;

/** Stand-ins for characters that are meant literally: `${*}`, `${?}`, and wildcards inside a variable's value. */
const literalStar = "\u0001";
const literalQuestion = "\u0002";

const compiled = new Map<string, RegExp>();
const compiledMax = 5000;

/** `*` is any run of characters, `?` any one. */
export function matchesWildcard(pattern: string, value: string, ignoreCase = false): boolean {
  if (pattern === "*" || pattern === value) return true;
  const id = (ignoreCase ? "i" : "c") + pattern;
  let expression = compiled.get(id);
  if (expression === undefined) {
    if (compiled.size >= compiledMax) compiled.clear();
    expression = new RegExp(`^${translate(pattern)}$`, ignoreCase ? "is" : "s");
    compiled.set(id, expression);
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

/** ARNs match part by part, so a wildcard never reaches over a colon, except in the last part, which may hold colons. */
export function matchesArn(pattern: string, value: string): boolean {
  if (pattern === "*") return true;
  const [patternParts, valueParts] = [arnParts(pattern), arnParts(value)];
  return (
    patternParts.length === 6 &&
    valueParts.length === 6 &&
    patternParts.every((part, at) => matchesWildcard(part, valueParts[at] ?? ""))
  );
}

function arnParts(text: string): string[] {
  const parts = text.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/**
 * Puts the request's values in place of policy variables such as `${aws:username}` or `${aws:PrincipalTag/team, 'none'}`.
 * Undefined when a variable has no single value and no default: what holds it then matches nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function expandVariables(text: string, version: string | undefined, context: Context): string | undefined {
  if (version !== "2012-10-17" || !text.includes("${")) return text;
  let isResolved = true;
  const expanded = text.replace(/\$\{\s*([^},]+?)\s*(?:,\s*'([^']*)'\s*)?\}/g, (_, name: string, fallback?: string) => {
    if (name === "*") return literalStar;
    if (name === "?") return literalQuestion;
    if (name === "$") return "$";
    const values = context.get(name.toLowerCase());
    if (values?.length === 1) return protectWildcards(values[0] ?? "");
    if (fallback === undefined) isResolved = false;
    return fallback ?? "";
  });
  return isResolved ? expanded : undefined;
}

const protectWildcards = (value: string): string => value.replaceAll("*", literalStar).replaceAll("?", literalQuestion);

/** The text with its literal wildcards as plain characters again, for comparisons that know no wildcards. */
export const plainText = (text: string): string => text.replaceAll(literalStar, "*").replaceAll(literalQuestion, "?");
