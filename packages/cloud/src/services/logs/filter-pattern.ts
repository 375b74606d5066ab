import { invalidParameter } from "./errors.ts";

/** Whether a message matches. */
export type Matches = (message: string) => boolean;

/**
 * Compiles a filter pattern for unstructured text: terms that must all be there, `?term` of which one must be there,
 * `-term` which must not, `"exact phrases"`, and `%regular expressions%`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function compileFilterPattern(pattern = ""): Matches {
  const text = pattern.trim();
  if (text === "") return () => true;
  if (text.startsWith("{") || text.startsWith("[")) {
    throw invalidParameter(
      `Cannot use the filter pattern ${text} as patterns for JSON and columns are not supported here: use a text pattern`,
    );
  }
  const terms = [...text.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]*)%|(\S+))/g)].map(readTerm);
  const [must, may, mustNot] = ["", "?", "-"].map((kind) => terms.filter((term) => term.kind === kind));
  return (message) =>
    (must ?? []).every((term) => term.isIn(message)) &&
    !(mustNot ?? []).some((term) => term.isIn(message)) &&
    ((may ?? []).length === 0 || (must ?? []).length > 0 || (may ?? []).some((term) => term.isIn(message)));
}

interface Term {
  readonly kind: string;
  readonly isIn: Matches;
}

function readTerm([, kind = "", quoted, expression, plain = ""]: RegExpMatchArray): Term {
  if (expression !== undefined) return { kind, isIn: regularExpression(expression) };
  const text = quoted === undefined ? plain : quoted.replace(/\\(.)/g, "$1");
  return { kind, isIn: (message) => message.includes(text) };
}

function regularExpression(source: string): Matches {
  try {
    const compiled = new RegExp(source);
    return (message) => compiled.test(message);
  } catch {
    throw invalidParameter(`Invalid filter pattern: ${source} is no regular expression`);
  }
}
