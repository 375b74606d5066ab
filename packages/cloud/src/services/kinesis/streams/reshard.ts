import { isOpen, type Shard } from "../model.ts";
import { evenStarts, keyAfter, keyBefore, lastKey } from "./hash-key.ts";

/** Gives out places that nothing else has. */
type Places = () => number;

export const newShards = (count: number, place: number): readonly Shard[] =>
  rangesOf(evenStarts(count)).map(({ from, to }, index) => ({ index, parents: [], from, to, first: place }));

/** Closes a shard; two others go on with what is below and from `at` on. */
export const split = (shards: readonly Shard[], shard: Shard, at: string, nextPlace: Places): readonly Shard[] =>
  replaced(shards, [shard], nextPlace, [
    { from: shard.from, to: keyBefore(at) },
    { from: at, to: shard.to },
  ]);

/** Closes two shards that lie side by side; a third goes on with both. */
export function merge(
  shards: readonly Shard[],
  [one, other]: readonly [Shard, Shard],
  nextPlace: Places,
): readonly Shard[] {
  const [lower, upper] = one.from < other.from ? [one, other] : [other, one];
  return replaced(shards, [one, other], nextPlace, [{ from: lower.from, to: upper.to }]);
}

/** Splits and merges until there are as many open shards as wanted, all as wide. */
export function reshard(shards: readonly Shard[], count: number, nextPlace: Places): readonly Shard[] {
  const ranges = rangesOf(evenStarts(count));
  let now = shards;
  for (const { from } of ranges) {
    const cut = now.find((shard) => isOpen(shard) && shard.from < from && from <= shard.to);
    if (cut !== undefined) now = split(now, cut, from, nextPlace);
  }
  for (const range of ranges) {
    const within = (): readonly Shard[] => inOrder(now).filter(({ from, to }) => from >= range.from && to <= range.to);
    for (let [one, other] = within(); one !== undefined && other !== undefined; [one, other] = within()) {
      now = merge(now, [one, other], nextPlace);
    }
  }
  return now;
}

export const areAdjacent = (one: Shard, other: Shard): boolean =>
  one.from < other.from
    ? one.to !== lastKey && keyAfter(one.to) === other.from
    : other.to !== lastKey && keyAfter(other.to) === one.from;

const inOrder = (shards: readonly Shard[]): readonly Shard[] =>
  shards.filter(isOpen).sort((a, b) => (a.from < b.from ? -1 : 1));

function replaced(
  shards: readonly Shard[],
  parents: readonly Shard[],
  nextPlace: Places,
  ranges: readonly Pick<Shard, "from" | "to">[],
): readonly Shard[] {
  const last = nextPlace();
  const first = nextPlace();
  const next = (shards.at(-1)?.index ?? -1) + 1;
  return [
    ...shards.map((shard) => (parents.includes(shard) ? { ...shard, last } : shard)),
    ...ranges.map((range, at) => ({
      ...range,
      index: next + at,
      parents: parents.map(({ index }) => index),
      first,
    })),
  ];
}

const rangesOf = (starts: readonly string[]) =>
  starts.map((from, at) => {
    const after = starts[at + 1];
    return { from, to: after === undefined ? lastKey : keyBefore(after) };
  });
