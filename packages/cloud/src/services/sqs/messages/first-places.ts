interface Entry<Item> {
  readonly place: number;
  readonly item: Item;
}

/**
 * Finds the item with the smallest place: a heap. What has moved on since it was added stays in it until it comes up, where
 * `placeOf` tells that it stands elsewhere now, or nowhere.
 */
export class FirstPlaces<Item> {
  readonly #placeOf: (item: Item) => number | undefined;
  readonly #heap: Entry<Item>[] = [];

  constructor(placeOf: (item: Item) => number | undefined) {
    this.#placeOf = placeOf;
  }

  /** To be called with every new place of an item. */
  add(place: number, item: Item): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push({ place, item });
    while (at > 0) {
      const above = (at - 1) >>> 1;
      if ((heap[above]?.place ?? 0) <= place) break;
      this.#swap(at, above);
      at = above;
    }
  }

  first(): Item | undefined {
    for (let top = this.#heap[0]; top !== undefined; top = this.#heap[0]) {
      if (this.#placeOf(top.item) === top.place) return top.item;
      this.#dropFirst();
    }
    return undefined;
  }

  #dropFirst(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    heap[0] = last;
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (this.#isBefore(left, least)) least = left;
      if (this.#isBefore(right, least)) least = right;
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    return a !== undefined && b !== undefined && a.place < b.place;
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (a === undefined || b === undefined) return;
    this.#heap[one] = b;
    this.#heap[other] = a;
  }
}
