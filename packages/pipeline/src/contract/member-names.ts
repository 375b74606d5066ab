import type { DriftLog } from "./drift.ts";

/**
 * Tells the members of records that the contract does not know. Records of one file mostly have the same members in the same
 * order, so what was found out of one record holds for the next one until a name differs.
 */
export class MemberNames {
  readonly #known: ReadonlySet<string>;
  readonly #log: DriftLog;
  #names: readonly string[] = [];
  #unknown: readonly string[] = [];
  /** Whether any record had a value in the member at that place. */
  #hadValue: boolean[] = [];

  constructor(known: ReadonlySet<string>, log: DriftLog) {
    this.#known = known;
    this.#log = log;
  }

  /** The names of a record's unknown members. */
  look(record: object): readonly string[] {
    let index = 0;
    for (const name in record) {
      if (name !== this.#names[index]) return this.#lookAnew(record);
      if (!this.#hadValue[index] && record[name as keyof typeof record] !== undefined) this.#see(name, index);
      index++;
    }
    return index === this.#names.length ? this.#unknown : this.#lookAnew(record);
  }

  #lookAnew(record: object): readonly string[] {
    const names: string[] = [];
    for (const name in record) names.push(name);
    this.#names = names;
    this.#unknown = names.filter((name) => !this.#known.has(name));
    this.#hadValue = names.map(() => false);
    for (const name of this.#unknown) this.#log.add(name);
    return this.look(record);
  }

  #see(name: string, index: number): void {
    this.#hadValue[index] = true;
    if (this.#known.has(name)) this.#log.see(name);
  }
}
