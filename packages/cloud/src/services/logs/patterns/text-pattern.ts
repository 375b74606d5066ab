import type { Pattern } from "./pattern.ts";
import { PatternError, regularExpression } from "./pattern-error.ts";

interface Term {
  readonly kind: string;
  readonly isIn: (message: string) => boolean;
}

/** Terms that must all be there, `?term` of which one must be, `-term` which must not, "phrases" and %expressions%. */
export function textPattern(text: string): Pattern {
  if ((text.match(/(?<!\\)"/g)?.length ?? 0) % 2 !== 0) throw new PatternError("a quote is open");
  const terms = [...text.matchAll(/([?-]?)(?:"((?:[^"\\]|\\.)*)"|%([^%]*)%|(\S+))/g)].map(readTerm);
  const [must = [], may = [], mustNot = []] = ["", "?", "-"].map((kind) => terms.filter((term) => term.kind === kind));
  // As on AWS, terms with a question mark say nothing where others must be there anyway.
  const isMatch = (message: string): boolean =>
    must.every((term) => term.isIn(message)) &&
    !mustNot.some((term) => term.isIn(message)) &&
    (may.length === 0 || must.length > 0 || may.some((term) => term.isIn(message)));
  return { match: (message) => (isMatch(message) ? {} : undefined), valueOf: () => undefined };
}

function readTerm([, kind = "", quoted, expression, plain = ""]: RegExpMatchArray): Term {
  if (expression !== undefined) {
    const compiled = regularExpression(expression);
    return { kind, isIn: (message) => compiled.test(message) };
  }
  const text = quoted === undefined ? plain : quoted.replace(/\\(.)/g, "$1");
  return { kind, isIn: (message) => message.includes(text) };
}
