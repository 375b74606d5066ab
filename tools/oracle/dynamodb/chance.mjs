/** A small generator of repeatable chance (mulberry32). */
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count) => Math.floor(next() * count);
  const often = (share) => next() < share;
  return {
    below,
    often,
    pick: (list) => list[below(list.length)],
    some: (list, share = 0.5) => list.filter(() => often(share)),
    times: (countMax, make) => Array.from({ length: below(countMax + 1) }, make),
  };
}
