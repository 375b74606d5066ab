import { shapeOf } from "../protect/shape.ts";

/** How a file departs from the schema, whatever was done about it. */
export interface Drift {
  /** Columns or members that the schema does not know. */
  readonly added: readonly string[];
  /** Fields of the schema that no record of the file has. */
  readonly missing: readonly string[];
  /** Field -> how many records have a value of another type in it. */
  readonly retyped: Readonly<Record<string, number>>;
}

/** A document may have a member for every person in it: so many are told. */
const namesMax = 100;

/** Collects the drift of a file, or of a piece of it. */
export class DriftLog {
  readonly #added = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #retyped = new Map<string, number>();

  add(name: string): void {
    if (this.#added.size < namesMax) this.#added.add(tellable(name));
  }

  see(field: string): void {
    this.#seen.add(field);
  }

  retype(field: string): void {
    this.#retyped.set(field, (this.#retyped.get(field) ?? 0) + 1);
  }

  /** `expected`: the fields of the schema. */
  drift(expected: readonly string[]): Drift {
    return {
      added: [...this.#added],
      missing: expected.filter((field) => !this.#seen.has(field)),
      retyped: Object.fromEntries(this.#retyped),
    };
  }
}

/** The drift of a file of which several pieces are known. */
export function mergeDrifts(drifts: readonly Drift[]): Drift {
  const [first, ...others] = drifts;
  const retyped = new Map<string, number>();
  for (const drift of drifts) {
    for (const [field, count] of Object.entries(drift.retyped)) retyped.set(field, (retyped.get(field) ?? 0) + count);
  }
  return {
    added: [...new Set(drifts.flatMap(({ added }) => added))].slice(0, namesMax),
    missing: (first?.missing ?? []).filter((field) => others.every(({ missing }) => missing.includes(field))),
    retyped: Object.fromEntries(retyped),
  };
}

export const hasDrift = ({ added, missing, retyped }: Drift): boolean =>
  added.length > 0 || missing.length > 0 || Object.keys(retyped).length > 0;

/** A name that looks like a value, as where members are called after people, is told by its shape. */
const tellable = (name: string): string =>
  /^[\p{L}_$@#][\p{L}\p{N}_ .:-]{0,63}$/u.test(name) ? name : shapeOf(name.slice(0, 64));
