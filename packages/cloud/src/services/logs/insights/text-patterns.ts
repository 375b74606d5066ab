import { type Row, textOf, type Value } from "./values.ts";

/** Patterns that one query may find, and those of one length among which a text looks for its own. */
const patternsMax = 10_000;
const alikeMax = 200;
/** Of the words of two texts that are of one pattern so many are the same at least. */
const shareMin = 0.6;
const charactersMax = 2_000;
const variable = "<*>";

interface Pattern {
  /** Words, and what stands between them. */
  readonly parts: string[];
  readonly severity: string;
  count: number;
}

/**
 * Puts texts together that are alike but for some words: `took 12 ms` and `took 7 ms` are `took <*> ms`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Pattern.html
 */
export class TextPatterns {
  readonly #textIn: (row: Row) => Value;
  readonly #byLength = new Map<number, Pattern[]>();
  #texts = 0;
  #patterns = 0;

  constructor(textIn: (row: Row) => Value) {
    this.#textIn = textIn;
  }

  add(row: Row): void {
    const value = this.#textIn(row);
    if (value === undefined) return;
    const text = textOf(value).slice(0, charactersMax).trim();
    const parts = text.split(between).map((part) => (/\d/.test(part) ? variable : part));
    this.#texts++;
    const alike = this.#byLength.get(parts.length) ?? [];
    const own = alike.find((pattern) => isAlike(pattern.parts, parts));
    if (own !== undefined) join(own, parts);
    else if (this.#patterns < patternsMax && alike.length < alikeMax) {
      this.#patterns++;
      this.#byLength.set(parts.length, [...alike, { parts, severity: severityOf(text), count: 1 }]);
    }
  }

  /** The most frequent first. */
  *rows(): IterableIterator<Row> {
    const found = [...this.#byLength.values()].flat().sort((a, b) => b.count - a.count);
    for (const { parts, severity, count } of found) {
      yield new Map<string, Value>([
        ["@pattern", parts.join("")],
        ["@ratio", count / this.#texts],
        ["@sampleCount", count],
        ["@severityLabel", severity],
      ]);
    }
  }
}

export const patternColumns = ["@pattern", "@ratio", "@sampleCount", "@severityLabel"];

/** Kept, so that a pattern is written as its texts are: words are the parts with even numbers. A time of day is one word. */
const between = /((?:[\s=,;()[\]{}"'|]|(?<!\d):|:(?!\d))+)/;

function isAlike(pattern: readonly string[], parts: readonly string[]): boolean {
  let same = 0;
  for (let at = 0; at < parts.length; at++) {
    if (at % 2 === 1 && pattern[at] !== parts[at]) return false;
    if (at % 2 === 0 && (pattern[at] === parts[at] || pattern[at] === variable)) same++;
  }
  return same >= Math.ceil(parts.length / 2) * shareMin;
}

function join(pattern: Pattern, parts: readonly string[]): void {
  pattern.count++;
  for (let at = 0; at < parts.length; at += 2) if (pattern.parts[at] !== parts[at]) pattern.parts[at] = variable;
}

const severities: readonly (readonly [RegExp, string])[] = [
  [/\b(fatal|critical|error|exception|fail(ed|ure)?)\b/i, "Error"],
  [/\bwarn(ing)?\b/i, "Warn"],
  [/\b(debug|trace)\b/i, "Debug"],
  [/\binfo\b/i, "Info"],
];

const severityOf = (text: string): string => severities.find(([words]) => words.test(text))?.[1] ?? "NA";
