import type { Call } from "../../../kernel/operation.ts";
import { eventId, type LogStream, type StoredEvent } from "../model.ts";
import { compilePattern } from "../patterns/compile-pattern.ts";
import type { LogsStore } from "../store.ts";
import { deliverJob } from "./deliver.ts";
import { type Datum, embeddedMetrics } from "./embedded-metrics.ts";
import type { Delivery } from "./filter.ts";
import { type Measured, measureJob } from "./measure.ts";
import { filteredMetrics } from "./metric-filters.ts";

/** What is done with events that have just come: metrics are made of them, and they are handed on. */
export function takeIn({ store, jobs }: Call<LogsStore>, stream: LogStream, events: readonly StoredEvent[]): void {
  store.tails.tell(stream.group, events);
  const data = [
    ...events.flatMap(({ message, at }) => embeddedMetrics(message, at)),
    ...[...store.metricFilters.list({ under: stream.group })].flatMap((filter) => filteredMetrics(filter, events)),
  ];
  if (data.length > 0) jobs.add(measureJob, { data: grouped(data) } satisfies Measured);
  for (const filter of store.subscriptionFilters.list({ under: stream.group })) {
    const pattern = compilePattern(filter.filterPattern);
    const matching = events.filter(({ message }) => pattern.match(message) !== undefined);
    if (matching.length === 0) continue;
    const delivery: Delivery = {
      group: stream.group,
      stream: stream.name,
      filter: filter.filterName,
      events: matching.map((event) => ({ id: eventId(event), timestamp: event.at, message: event.message })),
    };
    jobs.add(deliverJob, delivery, { lane: laneOf(stream.group, filter.filterName) });
  }
}

/** Events of one filter are delivered in their order. Lanes' names hold no zero bytes. */
const laneOf = (group: string, filter: string): string => `${group}:${filter}`;

function grouped(data: readonly Datum[]): Measured["data"] {
  const byNamespace: Record<string, Datum[]> = {};
  for (const datum of data) {
    byNamespace[datum.namespace] ??= [];
    byNamespace[datum.namespace]?.push(datum);
  }
  return byNamespace;
}
