import type { Database } from "../../../kernel/store/database.ts";
import { keyAfterPrefix, tupleKey } from "../../../kernel/store/keys.ts";
import type { Table } from "../../../kernel/store/table.ts";
import { type Aggregate, merged } from "./aggregate.ts";
import { keyOf, type MetricId } from "./metric.ts";

export interface Point {
  /** Start of its stretch, milliseconds. */
  readonly at: number;
  readonly unit: string;
  readonly aggregate: Aggregate;
}

interface Waiting extends Point {
  readonly key: Buffer;
  readonly table: Table;
}

export const minuteMs = 60_000;
export const secondMs = 1000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How long points live, and how coarse they become. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html */
const secondsKeptMs = 3 * hourMs;
const tiers = [
  { afterMs: 15 * dayMs, stretchMs: 5 * minuteMs },
  { afterMs: 63 * dayMs, stretchMs: hourMs },
] as const;
export const keptMs = 455 * dayMs;

/** Points gathered in memory before they are written. */
const waitingMax = 2000;

/**
 * Values of metrics, gathered by the minute, and by the second where that was asked for: what is kept of a metric does not
 * grow with how often it is measured. What services measure is written a little later, all of it before anything is read.
 */
export class PointStore {
  readonly #minutes: Table;
  readonly #seconds: Table;
  readonly #waiting = new Map<string, Waiting>();

  readonly #beforeFlush: () => void;

  /** `beforeFlush` may add what waits elsewhere. */
  constructor(database: Database, beforeFlush: () => void) {
    this.#beforeFlush = beforeFlush;
    this.#minutes = database.table("points");
    this.#seconds = database.table("points by the second");
  }

  /** Adds to the minute, or to the second and the minute, that `at` lies in. */
  add(metric: MetricId, point: Point, isHighResolution: boolean): void {
    this.#gather(this.#minutes, metric, { ...point, at: point.at - (point.at % minuteMs) });
    if (isHighResolution) this.#gather(this.#seconds, metric, { ...point, at: point.at - (point.at % secondMs) });
    if (this.#waiting.size >= waitingMax) this.#write();
  }

  flush(): void {
    this.#beforeFlush();
    this.#write();
  }

  #write(): void {
    for (const { table, key, aggregate } of this.#waiting.values()) this.#merge(table, key, aggregate);
    this.#waiting.clear();
  }

  /** Points of a metric from `from` until before `before`, in the order of time. */
  *minutes(metric: MetricId, from: number, before: number): IterableIterator<Point> {
    yield* this.#read(this.#minutes, metric, from, before);
  }

  *seconds(metric: MetricId, from: number, before: number): IterableIterator<Point> {
    yield* this.#read(this.#seconds, metric, from, before);
  }

  /** Makes what is old coarser, and removes what is older still. */
  age(metric: MetricId, now: number): void {
    this.flush();
    const prefix = tupleKey(...keyOf(metric));
    const remove = (table: Table, before: number): void => {
      for (const { key } of table.range({ from: prefix, before: keyAt(metric, before) })) table.delete(key);
    };
    remove(this.#seconds, now - secondsKeptMs);
    remove(this.#minutes, now - keptMs);
    for (const { afterMs, stretchMs } of tiers) {
      for (const point of [...this.#read(this.#minutes, metric, now - keptMs, now - afterMs)]) {
        const at = point.at - (point.at % stretchMs);
        if (at === point.at) continue;
        this.#minutes.delete(keyAt(metric, point.at, point.unit));
        this.#merge(this.#minutes, keyAt(metric, at, point.unit), point.aggregate);
      }
    }
  }

  isEmpty(metric: MetricId): boolean {
    const prefix = tupleKey(...keyOf(metric));
    const end = keyAfterPrefix(prefix);
    return this.#minutes.range({ from: prefix, ...(end && { before: end }), limit: 1 }).next().done === true;
  }

  #gather(table: Table, metric: MetricId, point: Point): void {
    const key = keyAt(metric, point.at, point.unit);
    const name = `${table === this.#minutes ? "m" : "s"}${key.toString("latin1")}`;
    const before = this.#waiting.get(name)?.aggregate;
    const aggregate = before === undefined ? point.aggregate : merged(before, point.aggregate);
    this.#waiting.set(name, { ...point, aggregate, key, table });
  }

  #merge(table: Table, key: Buffer, aggregate: Aggregate): void {
    const before = table.get(key);
    const sum = before === undefined ? aggregate : merged(JSON.parse(before) as Aggregate, aggregate);
    table.put(key, JSON.stringify(sum));
  }

  *#read(table: Table, metric: MetricId, from: number, before: number): IterableIterator<Point> {
    this.flush();
    for (const { key, value } of table.range({ from: keyAt(metric, from), before: keyAt(metric, before) })) {
      yield { ...unitAndTime(key), aggregate: JSON.parse(value) as Aggregate };
    }
  }
}

/** Time, eight bytes, then the unit, which is plain text and its end mark. */
const keyAt = (metric: MetricId, at: number, unit?: string): Buffer =>
  unit === undefined ? tupleKey(...keyOf(metric), at) : tupleKey(...keyOf(metric), at, unit);

function unitAndTime(key: Buffer): { at: number; unit: string } {
  let place = 0;
  for (let part = 0; part < 3; part++) place = endOfText(key, place);
  const bytes = Buffer.from(key.subarray(place, place + 8));
  bytes[0] = (bytes[0] ?? 0) ^ 0x80;
  return { at: bytes.readDoubleBE(), unit: key.toString("utf8", place + 8, key.length - 2) };
}

function endOfText(key: Buffer, from: number): number {
  let end = key.indexOf(0, from);
  while (end >= 0 && key[end + 1] !== 1) end = key.indexOf(0, end + 2);
  return end + 2;
}
