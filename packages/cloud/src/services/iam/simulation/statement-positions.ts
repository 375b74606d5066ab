export interface Position {
  /** From 1. */
  readonly Line: number;
  readonly Column: number;
}

export interface Span {
  readonly start: Position;
  readonly end: Position;
}

/** A string as a whole, or one of the characters that make objects and lists. */
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;

/** Where each statement of a policy begins and ends in its text, counted as IAM's simulator counts. */
export function statementPositions(document: string): Span[] {
  const spans: Span[] = [];
  const open: { readonly token: string; readonly index: number }[] = [];
  for (const { 0: token, index } of document.matchAll(tokens)) {
    if (token === "{" || token === "[") open.push({ token, index });
    if (token !== "}" && token !== "]") continue;
    const start = open.pop();
    const parents = open.map((parent) => parent.token).join("");
    // Nothing but statements stands as an object in a policy, or in a list of it.
    if (start?.token === "{" && (parents === "{" || parents === "{[")) {
      spans.push({ start: positionOf(document, start.index), end: positionOf(document, index) });
    }
  }
  return spans;
}

/** The simulator counts columns from 2. */
function positionOf(document: string, index: number): Position {
  const lines = document.slice(0, index).split("\n");
  return { Line: lines.length, Column: (lines.at(-1) ?? "").length + 2 };
}
