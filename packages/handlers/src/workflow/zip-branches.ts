import type { Place } from "@millrace/pipeline";
import type { Scratch } from "./scratch.ts";
import { readValueLine, type ValueLine } from "./value-line.ts";
import { scratchNames } from "./workflow-run.ts";

/** What all branches made of one record. */
export interface Zipped {
  readonly place: Place;
  readonly texts: Readonly<Record<string, string>>;
}

/** Brings together by ordinal what the branches made of a chunk; a record that a branch has no value for is left out. */
export async function* zipBranches(
  scratch: Scratch,
  chunk: number,
  branches: readonly string[],
): AsyncGenerator<Zipped> {
  const [first = "", ...others] = branches;
  const cursors = others.map((branch) => new Cursor(branch, scratch.readLines(scratchNames.values(chunk, branch))));
  for await (const written of scratch.readLines(scratchNames.values(chunk, first))) {
    const { text, ...place } = readValueLine(written);
    const texts: Record<string, string> = { [first]: text };
    let isWhole = true;
    for (const cursor of cursors) {
      const found = await cursor.at(place.ordinal);
      if (found === undefined) isWhole = false;
      else texts[cursor.branch] = found.text;
    }
    if (isWhole) yield { place, texts };
  }
}

/** Goes through the values of a branch, which are in the order of the file. */
class Cursor {
  readonly branch: string;
  readonly #lines: AsyncGenerator<string>;
  #current: ValueLine | undefined;

  constructor(branch: string, lines: AsyncGenerator<string>) {
    this.branch = branch;
    this.#lines = lines;
  }

  async at(ordinal: number): Promise<ValueLine | undefined> {
    while (this.#current === undefined || this.#current.ordinal < ordinal) {
      const next = await this.#lines.next();
      if (next.done) return undefined;
      this.#current = readValueLine(next.value);
    }
    return this.#current.ordinal === ordinal ? this.#current : undefined;
  }
}
