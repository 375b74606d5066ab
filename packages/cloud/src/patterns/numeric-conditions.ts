import { isAsNumeric } from "./numeric.ts";

/**
 * Conditions on numbers of one field. All bounds cut the numbers into pieces, points and what lies between them, and each
 * piece knows what holds in it: a number costs one search.
 */
export class NumericConditions {
  readonly #rules: { readonly wanted: readonly unknown[]; readonly condition: number }[] = [];
  #bounds: readonly number[] | undefined;
  #pieces: readonly (readonly number[])[] = [];

  get isEmpty(): boolean {
    return this.#rules.length === 0;
  }

  /** `wanted` as in `[">=", 0, "<", 10]`. */
  add(wanted: readonly unknown[], condition: number): void {
    this.#rules.push({ wanted, condition });
    this.#bounds = undefined;
  }

  find(value: number): readonly number[] {
    const bounds = this.#bounds ?? this.#cut();
    let [low, high] = [0, bounds.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((bounds[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return this.#pieces[bounds[low] === value ? 2 * low + 1 : 2 * low] ?? [];
  }

  #cut(): readonly number[] {
    const all = this.#rules.flatMap(({ wanted }) => wanted.filter((part) => typeof part === "number"));
    const bounds = [...new Set(all)].sort((one, other) => one - other);
    const samples = bounds.flatMap((bound, at) => {
      const before = bounds[at - 1];
      return [before === undefined ? bound - 1 : (before + bound) / 2, bound];
    });
    samples.push((bounds.at(-1) ?? 0) + 1);
    this.#pieces = samples.map((sample) =>
      this.#rules.filter(({ wanted }) => isAsNumeric(sample, wanted)).map(({ condition }) => condition),
    );
    this.#bounds = bounds;
    return bounds;
  }
}
