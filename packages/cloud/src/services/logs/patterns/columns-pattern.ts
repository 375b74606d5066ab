import { type Compare, comparison } from "./comparison.ts";
import type { Pattern } from "./pattern.ts";
import { PatternError } from "./pattern-error.ts";

interface Column {
  /** Without a name it is known by its place. */
  readonly name: string | undefined;
  readonly holds: Compare;
}

/** `[ip, user, ..., status = 4*, bytes > 1000]`: words between spaces, where "quoted" and [bracketed] ones are one. */
export function columnsPattern(text: string): Pattern {
  if (!text.endsWith("]")) throw new PatternError("a bracket is open");
  const parts = splitColumns(text.slice(1, -1));
  const gap = parts.indexOf("...");
  if (parts.filter((part) => part === "...").length > 1)
    throw new PatternError("only one ellipsis may stand in a pattern");
  const before = (gap < 0 ? parts : parts.slice(0, gap)).map(readColumn);
  const after = gap < 0 ? [] : parts.slice(gap + 1).map(readColumn);
  const columnsOf = (message: string): readonly (readonly [Column | undefined, string])[] | undefined => {
    const words = wordsOf(message);
    const named = before.length + after.length;
    if (gap < 0 ? words.length !== named : words.length < named) return undefined;
    return words.map((word, index) => [before[index] ?? after[index - (words.length - after.length)], word] as const);
  };
  const nameOf = (column: Column | undefined, index: number): string => `$${column?.name ?? index + 1}`;
  return {
    match(message) {
      const columns = columnsOf(message);
      if (columns === undefined || !columns.every(([column, word]) => column?.holds(word) ?? true)) return undefined;
      return Object.fromEntries(columns.map(([column, word], index) => [nameOf(column, index), word]));
    },
    valueOf: (message, name) => columnsOf(message)?.find(([column], index) => nameOf(column, index) === name)?.[1],
  };
}

/** At commas that stand in no quotes and no expression. */
const splitColumns = (text: string): string[] =>
  text.trim() === "" ? [] : (text.match(/(?:"(?:[^"\\]|\\.)*"|%[^%]*%|[^,"%])+/g) ?? []).map((part) => part.trim());

const condition = /^\(?\s*(\w+)\s*(!=|<=|>=|=|<|>)\s*("(?:[^"\\]|\\.)*"|%[^%]*%|[^\s&|()]+)\s*\)?$/;

function readColumn(text: string): Column {
  if (/^\w*$/.test(text)) return { name: text === "" ? undefined : text, holds: () => true };
  const alternatives = text.split("||").map((part) =>
    part.split("&&").map((piece) => {
      const [, name, operator = "", right = ""] = condition.exec(piece.trim()) ?? [];
      if (name === undefined) throw new PatternError(`${piece} is no condition`);
      return { name, holds: comparison(operator, right) };
    }),
  );
  const name = alternatives[0]?.[0]?.name;
  return { name, holds: (value) => alternatives.some((all) => all.every(({ holds }) => holds(value))) };
}

const wordsOf = (message: string): string[] =>
  [...message.matchAll(/"((?:[^"\\]|\\.)*)"|\[([^\]]*)\]|(\S+)/g)].map(
    ([, quoted, bracketed, plain]) => quoted ?? bracketed ?? plain ?? "",
  );
