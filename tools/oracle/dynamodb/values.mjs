export const names = ["a", "b", "c", "m", "l", "g", "h", "n"];
const texts = ["", "a", "ab", "b", "z\u00e9", "10", "\u{1f600}", "\u0000", "ab\uffff"];
const numbers = [
  "0",
  "1",
  "2",
  "-1",
  "1.50",
  "10",
  "1e3",
  "-0.001",
  "99999999999999999999999999999999999999",
  "1E-130",
];
const wrongNumbers = ["x", "", "1e126", "1e-131", "1.23456789012345678901234567890123456789", "0x1", " 1", "NaN"];
const binaries = ["", "AA==", "AAE=", "/w==", "AP8="];

/** Attribute values, most of them right. */
export function valuesOf({ pick, often, below, times }) {
  const keyPools = {
    S: ["k1", "k2", "a", "ab"],
    N: ["1", "2.0", "3", "-4"],
    B: ["AA==", "AAE=", "/w=="],
  };
  const scalar = () =>
    pick([() => ({ S: pick(texts) }), () => ({ N: pick(numbers) }), () => ({ B: pick(binaries) })])();
  const set = () =>
    pick([
      { SS: ["a", "b"] },
      { SS: ["a"] },
      { SS: ["b", "a", ""] },
      { NS: ["1", "2"] },
      { NS: ["2"] },
      { BS: ["AA=="] },
      { BS: ["AA==", "AAE="] },
    ]);
  const wrong = () =>
    pick([
      {},
      { N: pick(wrongNumbers) },
      { NULL: false },
      { S: "a", N: "1" },
      { SS: [] },
      { NS: [] },
      { BS: [] },
      { SS: ["a", "a"] },
      { NS: ["1", "1.0"] },
      { NS: ["1", "x"] },
      { BS: ["AA==", "AA=="] },
    ]);
  const value = (depth = 0) => {
    const kind = below(depth > 2 ? 6 : 9);
    if (kind < 4) return scalar();
    if (kind === 4) return pick([{ BOOL: true }, { BOOL: false }, { NULL: true }]);
    if (kind === 5) return often(0.93) ? set() : wrong();
    if (kind === 6) return { L: times(2, () => value(depth + 1)) };
    return { M: Object.fromEntries(times(2, () => [pick(names), value(depth + 1)])) };
  };
  const keyValue = (type) => (often(0.98) ? { [type]: pick(keyPools[type]) } : scalar());
  const keyOf = ({ keys }) =>
    Object.fromEntries(keys.filter(() => often(0.99)).map(({ name, type }) => [name, keyValue(type)]));
  const item = (table) => ({
    ...Object.fromEntries(times(5, () => [pick(names), value()])),
    ...(often(0.5) &&
      Object.fromEntries(table.indexes.flatMap(({ keys }) => keys.map(({ name, type }) => [name, keyValue(type)])))),
    ...keyOf(table),
  });
  return { value, keyValue, keyOf, item };
}
