import type { Definition, Range } from "../contract/zod-definition.ts";
import { cellKinds, type FoundRow } from "../csv/found-row.ts";
import type { Action, DropAction } from "../protect/actions.ts";
import type { Anonymiser } from "../protect/anonymiser.ts";
import type { JsonPage } from "./json-page.ts";
import { putMasked } from "./mask-cell.ts";
import { plainNumber } from "./number-cell.ts";

/** Holds the cells of one column against the schema and writes what is to be seen of them. Neither is asked of an empty cell. */
export interface CellWriter {
  /** False also where only the schema itself can say. */
  accepts(row: FoundRow, index: number): boolean;
  /** Of a cell that was just accepted. */
  put(row: FoundRow, index: number, page: JsonPage): void;
}

const quote = 34;

type Shown = (text: string) => string;

export interface CellOptions {
  readonly field: string;
  readonly action: Exclude<Action, DropAction> | undefined;
  readonly anonymiser: Anonymiser;
}

/** `definition` is that of a value that is there. */
export function cellWriter(definition: Definition, { field, action, anonymiser }: CellOptions): CellWriter {
  const shown: Shown | undefined =
    action === undefined ? undefined : (text) => anonymiser.shownText(field, text, action);
  switch (definition.type) {
    case "string": {
      const accepts = textTest(definition);
      if (action?.action !== "mask") return { accepts, put: shown === undefined ? putText : putShown(shown) };
      const putSlowly = putShown((text) => anonymiser.shownText(field, text, action));
      return {
        accepts,
        put(row, index, page) {
          const kind = row.kinds[index] ?? 0;
          if ((kind & cellKinds.doubledQuotes) !== 0) return putSlowly(row, index, page);
          const cell = { start: row.starts[index] ?? 0, end: row.ends[index] ?? 0, isWide: kind !== 0 };
          putMasked(page, row.source.bytes, cell, action);
        },
      };
    }
    case "values": {
      const accepts: CellWriter["accepts"] = (row, index) => definition.values.has(row.text(index));
      return { accepts, put: shown === undefined ? putText : putShown(shown) };
    }
    case "number":
      // A number that is not asked to be made of a text is none.
      return definition.coerce ? new NumberCell(definition, shown) : nothing;
    default:
      return nothing;
  }
}

const nothing: CellWriter = { accepts: () => false, put: () => undefined };

function textTest({ patterns, lengths }: Extract<Definition, { type: "string" }>): CellWriter["accepts"] {
  if (patterns.length === 0 && lengths.length === 0) return () => true;
  const [first, ...others] = patterns;
  if (first !== undefined && others.length + lengths.length === 0) return (row, index) => first.test(row.text(index));
  return (row, index) => {
    const text = row.text(index);
    // Versions of Zod differ in how long a character of two units is.
    const isCountable = lengths.length === 0 || !surrogate.test(text);
    return isCountable && patterns.every((pattern) => pattern.test(text)) && isInRanges(lengths, text.length);
  };
}

const surrogate = /[\ud800-\udfff]/;

const hasDoubledQuotes = (row: FoundRow, index: number): boolean =>
  ((row.kinds[index] ?? 0) & cellKinds.doubledQuotes) !== 0;

function putText(row: FoundRow, index: number, page: JsonPage): void {
  if (hasDoubledQuotes(row, index)) page.putString(row.text(index));
  else {
    page.putByte(quote);
    page.putText(row.source.bytes, row.starts[index] ?? 0, row.ends[index] ?? 0);
    page.putByte(quote);
  }
}

const putShown =
  (shown: Shown): CellWriter["put"] =>
  (row, index, page) =>
    page.putString(shown(row.text(index)));

class NumberCell implements CellWriter {
  readonly #definition: Extract<Definition, { type: "number" }>;
  readonly #shown: Shown | undefined;
  #value = 0;
  #isPlain: boolean = false;

  constructor(definition: Extract<Definition, { type: "number" }>, shown: Shown | undefined) {
    this.#definition = definition;
    this.#shown = shown;
  }

  accepts(row: FoundRow, index: number): boolean {
    const plain = plainNumber(row.source.bytes, row.starts[index] ?? 0, row.ends[index] ?? 0);
    this.#isPlain = !Number.isNaN(plain);
    const value = this.#isPlain ? plain : Number(row.text(index));
    this.#value = value;
    const { isInteger, ranges } = this.#definition;
    return (isInteger ? Number.isSafeInteger(value) : Number.isFinite(value)) && isInRanges(ranges, value);
  }

  put(row: FoundRow, index: number, page: JsonPage): void {
    if (this.#shown !== undefined) page.putString(this.#shown(String(this.#value)));
    else if (this.#isPlain) page.put(row.source.bytes, row.starts[index], row.ends[index]);
    else page.putJson(JSON.stringify(this.#value));
  }
}

function isInRanges(ranges: readonly Range[], value: number): boolean {
  for (const { operator, value: limit } of ranges) if (!comparisons[operator](value, limit)) return false;
  return true;
}

const comparisons: Readonly<Record<Range["operator"], (value: number, limit: number) => boolean>> = {
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  "===": (value, limit) => value === limit,
};
