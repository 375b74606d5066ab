import { evaluate } from "./evaluate.ts";
import type { Expression, Reader } from "./expression.ts";
import { timeOf, written } from "./functions.ts";
import { compare, numberOf, QueryError, type Row, textOf, type Value } from "./values.ts";

/** Collects the values of one group and tells what they come to. */
interface Collector {
  add(value: Value, row: Row): void;
  result(): Value;
}

interface Output {
  readonly name: string;
  readonly open: () => Collector;
  readonly argument: Expression | undefined;
}

interface By {
  readonly name: string;
  readonly valueOf: (row: Row) => Value;
}

/** Groups that one query may have. */
const groupsMax = 10_000;
/** Values of a group from which percentiles are told; beyond it every second one is dropped, again and again. */
const samplesMax = 20_000;

/** `stats count(*) as n, pct(took, 99) by bin(5m), level` */
export function readStats(reader: Reader): Stats {
  const outputs: Output[] = [];
  do outputs.push(readOutput(reader));
  while (reader.take(","));
  const by: By[] = [];
  if (reader.take("by")) {
    do by.push(readBy(reader));
    while (reader.take(","));
  }
  return new Stats(outputs, by);
}

export class Stats {
  readonly #outputs: readonly Output[];
  readonly #by: readonly By[];
  readonly #groups = new Map<string, { readonly keys: readonly Value[]; readonly collectors: readonly Collector[] }>();

  constructor(outputs: readonly Output[], by: readonly By[]) {
    this.#outputs = outputs;
    this.#by = by;
  }

  add(row: Row): void {
    const keys = this.#by.map((by) => by.valueOf(row));
    const name = JSON.stringify(keys);
    let group = this.#groups.get(name);
    if (group === undefined) {
      if (this.#groups.size >= groupsMax) return;
      group = { keys, collectors: this.#outputs.map(({ open }) => open()) };
      this.#groups.set(name, group);
    }
    for (const [index, collector] of group.collectors.entries()) {
      const argument = this.#outputs[index]?.argument;
      collector.add(argument === undefined ? 1 : evaluate(argument, row), row);
    }
  }

  *rows(): IterableIterator<Row> {
    for (const { keys, collectors } of this.#groups.values()) {
      const known = this.#by.map(({ name }, index) => [name, keys[index]] as const);
      const computed = collectors.map(
        (collector, index) => [this.#outputs[index]?.name ?? "", collector.result()] as const,
      );
      yield new Map([...known, ...computed]);
    }
  }
}

function readOutput(reader: Reader): Output {
  const expression = reader.expression();
  if (expression.kind !== "call") throw new QueryError("stats takes functions such as count(*)");
  const { name, arguments: args } = expression;
  const open = collectors[name];
  if (open === undefined) throw new QueryError(`unknown function ${name} in stats`);
  const [first, second] = args;
  const isAll = first === undefined || (first.kind === "field" && first.name === "*");
  if (isAll && name !== "count") throw new QueryError(`${name} takes a field`);
  const share = second?.kind === "value" ? Number(second.value) : 50;
  const label = reader.take("as") ? reader.advance().text : labelOf(expression);
  return { name: label, argument: isAll ? undefined : first, open: () => open(share) };
}

function readBy(reader: Reader): By {
  const expression = reader.expression();
  const label = reader.take("as") ? reader.advance().text : labelOf(expression);
  if (expression.kind !== "call" || expression.name !== "bin") {
    return { name: label, valueOf: (row) => evaluate(expression, row) };
  }
  const [width] = expression.arguments;
  if (width?.kind !== "duration" || width.ms <= 0) throw new QueryError("bin takes a period such as 5m");
  return {
    name: label,
    valueOf: (row) => {
      const at = timeOf(row.get("@timestamp"));
      return at === undefined ? undefined : written(Math.floor(at / width.ms) * width.ms);
    },
  };
}

/** As it is written in the query. */
export function labelOf(expression: Expression): string {
  switch (expression.kind) {
    case "field":
      return expression.name;
    case "value":
      return String(expression.value);
    case "duration":
      return labelOfDuration(expression.ms);
    case "call":
      return `${expression.name}(${expression.arguments.map(labelOf).join(",")})`;
    case "binary":
      return `${labelOf(expression.left)} ${expression.operator} ${labelOf(expression.right)}`;
    case "minus":
      return `-${labelOf(expression.operand)}`;
    case "not":
      return `not ${labelOf(expression.operand)}`;
    default:
      return labelOf(expression.subject);
  }
}

function labelOfDuration(ms: number): string {
  for (const [unit, size] of [
    ["w", 604_800_000],
    ["d", 86_400_000],
    ["h", 3_600_000],
    ["m", 60_000],
    ["s", 1000],
  ] as const) {
    if (ms % size === 0) return `${ms / size}${unit}`;
  }
  return `${ms}ms`;
}

/** Keeps only numbers. */
function overNumbers(compute: (count: number, sum: number, squares: number) => Value): () => Collector {
  return () => {
    let [count, sum, squares] = [0, 0, 0];
    return {
      add(value) {
        const number = numberOf(value);
        if (number === undefined) return;
        count++;
        sum += number;
        squares += number * number;
      },
      result: () => compute(count, sum, squares),
    };
  };
}

/** Keeps the one that comes before all others. */
function best(isBetter: (value: Value, than: Value) => boolean): () => Collector {
  return () => {
    let kept: Value;
    return {
      add(value) {
        if (value !== undefined && (kept === undefined || isBetter(value, kept))) kept = value;
      },
      result: () => kept,
    };
  };
}

/** Keeps the value of the earliest or latest event. */
function byTime(isBetter: (at: number, than: number) => boolean): () => Collector {
  return () => {
    let kept: { readonly at: number; readonly value: Value } | undefined;
    return {
      add(value, row) {
        const at = timeOf(row.get("@timestamp")) ?? 0;
        if (value !== undefined && (kept === undefined || isBetter(at, kept.at))) kept = { at, value };
      },
      result: () => kept?.value,
    };
  };
}

function distinct(): Collector {
  const seen = new Set<string>();
  return {
    add(value) {
      if (value !== undefined) seen.add(textOf(value));
    },
    result: () => seen.size,
  };
}

function percentile(share: number): Collector {
  let samples: number[] = [];
  let [step, seen] = [1, 0];
  return {
    add(value) {
      const number = numberOf(value);
      if (number === undefined || seen++ % step !== 0) return;
      samples.push(number);
      if (samples.length < samplesMax) return;
      samples = samples.filter((_, index) => index % 2 === 0);
      step *= 2;
    },
    result() {
      const sorted = samples.sort((a, b) => a - b);
      return sorted[Math.max(0, Math.ceil((share / 100) * sorted.length) - 1)];
    },
  };
}

const counting = (): Collector => {
  let count = 0;
  return {
    add(value) {
      if (value !== undefined) count++;
    },
    result: () => count,
  };
};

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html */
const collectors: Readonly<Record<string, (share: number) => Collector>> = {
  count: counting,
  count_distinct: distinct,
  sum: overNumbers((count, sum) => (count === 0 ? undefined : sum)),
  avg: overNumbers((count, sum) => (count === 0 ? undefined : sum / count)),
  stddev: overNumbers((count, sum, squares) =>
    count === 0 ? undefined : Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)),
  ),
  min: best((value, than) => compare(value, than) < 0),
  max: best((value, than) => compare(value, than) > 0),
  pct: percentile,
  percentile,
  median: () => percentile(50),
  earliest: byTime((at, than) => at < than),
  latest: byTime((at, than) => at > than),
  sortsfirst: best((value, than) => textOf(value) < textOf(than)),
  sortslast: best((value, than) => textOf(value) > textOf(than)),
};
