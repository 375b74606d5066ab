import type { Clock, Timer } from "@millrace/core";
import type { Metric } from "../../kernel/metrics.ts";
import type { ServiceKernel } from "../../kernel/service.ts";
import { Collection } from "../../kernel/store/collection.ts";
import type { Alarm, HistoryItem } from "./alarms/model.ts";
import { noSuchAlarm } from "./errors.ts";
import type { ReadDatum } from "./metrics/datum.ts";
import { type KnownMetric, keyOf, type MetricId } from "./metrics/metric.ts";
import { PointStore } from "./metrics/point-store.ts";
import { TakenMetrics } from "./metrics/taken-metrics.ts";
import { upkeepJob } from "./metrics/upkeep-job.ts";
import type { Dashboard, Detector, InsightRule, MetricStream } from "./model.ts";

/** What services measure is written so long after at the latest, in real time. */
const flushMs = 2000;
/** A metric's time of last use is written no more often. */
const lastAtStepMs = 60_000;
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
const historyKeptMs = 30 * 24 * 60 * 60 * 1000;
/** Of one alarm: an alarm that flaps must not fill the disk. */
const historyMax = 1000;
const historyCheckedEvery = 100;

/** Metrics and alarms of one account in one region. */
export class CloudWatchStore {
  readonly points: PointStore;
  readonly dashboards: Collection<Dashboard>;
  readonly detectors: Collection<Detector>;
  readonly insightRules: Collection<InsightRule>;
  readonly metricStreams: Collection<MetricStream>;
  readonly #metrics: Collection<KnownMetric>;
  readonly #alarms: Collection<Alarm>;
  readonly #history: Collection<HistoryItem>;
  readonly #tags: Collection<Readonly<Record<string, string>>>;
  readonly #kernel: ServiceKernel;
  readonly #taken = new TakenMetrics();
  /** Last writes of metrics' times, so that they need not be read each time; bounded by emptying it. */
  readonly #lastAt = new Map<string, number>();
  #flush: Timer | undefined;
  #isStopped = false;
  #historySequence: number;

  constructor(kernel: ServiceKernel) {
    const { database } = kernel;
    this.#kernel = kernel;
    this.points = new PointStore(database, () => this.#fold());
    this.dashboards = new Collection(database, "dashboards");
    this.detectors = new Collection(database, "anomaly detectors");
    this.insightRules = new Collection(database, "insight rules");
    this.metricStreams = new Collection(database, "metric streams");
    this.#metrics = new Collection(database, "metrics");
    this.#alarms = new Collection(database, "alarms");
    this.#history = new Collection(database, "alarm history");
    this.#tags = new Collection(database, "tags");
    // Sequences of an earlier run are smaller: it began before.
    this.#historySequence = kernel.clock.now() * 1000;
  }

  get clock(): Clock {
    return this.#kernel.clock;
  }

  /** Takes what clients measure, at once for good. */
  putData(data: readonly ReadDatum[]): void {
    for (const datum of data) this.#addDatum(datum);
    this.points.flush();
  }

  /** Takes what a service of this cloud measures: lost if the program dies in the next seconds, and cheap. */
  takeMetric(metric: Metric): void {
    // Services that stop after this one still measure, when there is nothing left to write to.
    if (this.#isStopped) return;
    this.#taken.add(metric, this.clock.now());
    if (this.#taken.isFull) this.#fold();
    this.#flush ??= this.#kernel.wall.after(flushMs, () => {
      this.#flush = undefined;
      this.points.flush();
    });
  }

  /** What services have measured becomes points like all others. */
  #fold(): void {
    for (const datum of this.#taken.take()) this.#addDatum(datum);
  }

  stop(): void {
    this.#isStopped = true;
    this.#flush?.cancel();
    this.points.flush();
  }

  #addDatum({ metric, at, unit, aggregate, isHighResolution }: ReadDatum): void {
    this.points.add(metric, { at, unit, aggregate }, isHighResolution);
    const name = keyOf(metric).join("\0");
    const now = this.clock.now();
    if ((this.#lastAt.get(name) ?? 0) > now - lastAtStepMs) return;
    if (this.#lastAt.size > 10_000) this.#lastAt.clear();
    if (!this.hasMetrics()) this.#kernel.jobs.add(upkeepJob, {}, { delayMs: 60 * lastAtStepMs });
    this.#lastAt.set(name, now);
    this.#metrics.put(keyOf(metric), { ...metric, lastAt: now });
  }

  hasMetrics(): boolean {
    return !this.#metrics.isEmpty();
  }

  /** In the order of namespace and name. */
  metrics(namespace?: string, name?: string): IterableIterator<KnownMetric> {
    this.#fold();
    const under = [namespace, name].filter((part) => part !== undefined);
    return this.#metrics.list(namespace === undefined ? {} : { under });
  }

  metricsAfter(after: readonly string[] | undefined, limit: number): KnownMetric[] {
    return [...this.#metrics.list({ ...(after && { after }), limit })];
  }

  metricKey(metric: MetricId): readonly string[] {
    return keyOf(metric);
  }

  forgetMetric(metric: MetricId): void {
    this.#metrics.delete(keyOf(metric));
    this.#lastAt.delete(keyOf(metric).join("\0"));
  }

  /** Throws ResourceNotFound. */
  alarm(name: string): Alarm {
    const alarm = this.findAlarm(name);
    if (alarm === undefined) throw noSuchAlarm();
    return alarm;
  }

  findAlarm(name: string): Alarm | undefined {
    return this.#alarms.get(name);
  }

  alarms(prefix = ""): IterableIterator<Alarm> {
    return this.#alarms.list({ startingWith: prefix });
  }

  putAlarm(alarm: Alarm): void {
    this.#alarms.put(alarm.name, alarm);
  }

  deleteAlarm(alarm: Alarm): void {
    this.#alarms.delete(alarm.name);
  }

  addHistory(item: Omit<HistoryItem, "sequence">): void {
    const sequence = this.#historySequence++;
    this.#history.put([item.alarm, item.at, sequence], { ...item, sequence });
    if (sequence % historyCheckedEvery === 0) this.#trimHistory(item.alarm);
  }

  #trimHistory(alarm: string): void {
    const items = [...this.#history.list({ under: alarm })];
    const oldest = this.clock.now() - historyKeptMs;
    const isGone = ({ at }: HistoryItem, index: number): boolean => at < oldest || index < items.length - historyMax;
    for (const item of items.filter(isGone)) this.#history.delete([alarm, item.at, item.sequence]);
  }

  history(alarm?: string): HistoryItem[] {
    return [...this.#history.list(alarm === undefined ? {} : { under: alarm })];
  }

  tags(arn: string): Readonly<Record<string, string>> {
    return this.#tags.get(arn) ?? {};
  }

  putTags(arn: string, tags: Readonly<Record<string, string>>): void {
    if (Object.keys(tags).length === 0) this.#tags.delete(arn);
    else this.#tags.put(arn, tags);
  }
}
