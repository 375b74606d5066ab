import type { Facts, Pattern } from "../../packages/cloud/src/patterns/pattern.ts";
import { PatternAutomaton } from "../../packages/cloud/src/patterns/pattern-automaton.ts";

const eventsWanted = Number(process.argv.at(process.argv.indexOf("--events") + 1)) || 300_000;
const rules = 1000;
const rounds = 5;

/** A thousand rules of one kind, each matching about one event in a thousand. */
const kinds: Readonly<Record<string, (n: number) => Pattern>> = {
  "exact values": (n) => ({ source: ["shop"], "detail-type": ["order"], detail: { city: [`city-${n}`] } }),
  "one source each": (n) => ({ source: [`shop-${n}`], detail: { state: ["paid", "sent"] } }),
  prefixes: (n) => ({ source: ["shop"], detail: { city: [{ prefix: `city-${n}x` }] } }),
  suffixes: (n) => ({ source: ["shop"], detail: { key: [{ suffix: `-${n}.csv` }] } }),
  "any case": (n) => ({ source: ["shop"], detail: { city: [{ "equals-ignore-case": `CITY-${n}` }] } }),
  "all kinds, in turn": (n) => mixed[n % mixed.length]?.(n) ?? {},
  "numeric ranges": (n) => ({ source: ["shop"], detail: { n: [{ numeric: [">=", n, "<", n + 1] }] } }),
  wildcards: (n) => ({ source: ["shop"], detail: { key: [{ wildcard: `in/*-${n}.csv` }] } }),
  "anything but": (n) => ({ source: [`shop-${n}`], detail: { city: [{ "anything-but": [`city-${n}`] }] } }),
};

const mixed: readonly ((n: number) => Pattern)[] = [
  (n) => ({ source: ["shop"], "detail-type": ["order"], detail: { city: [`city-${n}`] } }),
  (n) => ({ source: [`shop-${n}`] }),
  (n) => ({ source: ["shop"], detail: { city: [{ prefix: `city-${n}x` }] } }),
  (n) => ({ source: ["shop"], detail: { key: [{ suffix: `-${n}.csv` }] } }),
  (n) => ({ source: [`shop-${n}`], detail: { n: [{ numeric: [">", n] }] } }),
  (n) => ({ source: [`shop-${n}`], $or: [{ detail: { n: [n] } }, { detail: { city: [{ exists: false }] } }] }),
];

const events: readonly Facts[] = Array.from({ length: 2000 }, (_, at) => {
  const n = at % rules;
  return {
    version: "0",
    id: `${at}`,
    source: at % 2 === 0 ? "shop" : `shop-${n}`,
    "detail-type": "order",
    account: "000000000000",
    time: "2026-01-01T00:00:00Z",
    region: "eu-west-1",
    resources: [`arn:aws:shop:::${at}`],
    detail: { city: `city-${n}`, state: "paid", key: `in/orders-${n}.csv`, n, items: 3, customer: { id: at } },
  };
});

process.stdout.write(`${rules} rules, events already parsed, median of ${rounds} rounds, one core\n\n`);
process.stdout.write(`${"rules".padEnd(22)}${"events/s".padStart(12)}${"matches each".padStart(16)}\n`);
for (const [name, pattern] of Object.entries(kinds)) {
  const automaton = new PatternAutomaton(Array.from({ length: rules }, (_, n) => pattern(n)));
  const speeds: number[] = [];
  let matches = 0;
  for (let round = 0; round < rounds; round++) {
    const start = process.hrtime.bigint();
    matches = 0;
    for (let at = 0; at < eventsWanted / rounds; at++)
      matches += automaton.match(events[at % events.length] ?? {}).length;
    speeds.push(eventsWanted / rounds / (Number(process.hrtime.bigint() - start) / 1e9));
  }
  const median = speeds.sort((one, other) => one - other)[rounds >> 1] ?? 0;
  const each = (matches / (eventsWanted / rounds)).toFixed(2);
  process.stdout.write(
    `${name.padEnd(22)}${Math.round(median).toLocaleString("en").padStart(12)}${each.padStart(16)}\n`,
  );
}
