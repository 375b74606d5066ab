import type { Clock } from "@millrace/core";
import type { ServiceKernel } from "../../kernel/service.ts";
import { Collection, type ListOptions } from "../../kernel/store/collection.ts";
import { tupleKey } from "../../kernel/store/keys.ts";
import type { Table } from "../../kernel/store/table.ts";
import { RoleSessions } from "../../targets/role-sessions.ts";
import { groupExists, noSuchGroup, noSuchStream, streamExists } from "./errors.ts";
import type { MetricFilter, SubscriptionFilter } from "./intake/filter.ts";
import { LiveTails } from "./intake/live-tails.ts";
import { bytesOf, type LogGroup, type LogStream, type StoredEvent } from "./model.ts";
import { StoredSettings } from "./stored/settings.ts";

export interface EventRange {
  /** Milliseconds since the epoch, inclusive. */
  readonly from?: number | undefined;
  /** Exclusive. */
  readonly before?: number | undefined;
  /** Only events after this one, in the direction of reading. */
  readonly after?: { readonly at: number; readonly sequence: number } | undefined;
  readonly reverse?: boolean | undefined;
}

/** The log groups of one account in one region. */
export class LogsStore {
  readonly metricFilters: Collection<MetricFilter>;
  readonly subscriptionFilters: Collection<SubscriptionFilter>;
  /** What is kept and answered as it was put. */
  readonly settings: StoredSettings;
  readonly tails = new LiveTails();
  /** Real time, in which those wait who watch. */
  readonly wall: Clock;
  /** Of those who let what was subscribed be sent on. */
  readonly roles: RoleSessions;
  readonly #groups: Collection<LogGroup>;
  readonly #streams: Collection<LogStream>;
  /** By group, time and sequence: what FilterLogEvents reads. */
  readonly #events: Table;
  /** By group, stream, time and sequence: what GetLogEvents reads. Values stand in the table above. */
  readonly #byStream: Table;
  #sequence: number;

  constructor(kernel: Pick<ServiceKernel, "aws" | "clock" | "credentials" | "database" | "wall">) {
    const { database, wall } = kernel;
    this.wall = wall;
    this.roles = new RoleSessions(kernel);
    this.#groups = new Collection(database, "groups");
    this.#streams = new Collection(database, "streams");
    this.metricFilters = new Collection(database, "metric filters");
    this.subscriptionFilters = new Collection(database, "subscription filters");
    this.settings = new StoredSettings(database);
    this.#events = database.table("events");
    this.#byStream = database.table("events by stream");
    // Sequences of an earlier run are smaller: it began before, and no event takes less than a microsecond.
    this.#sequence = kernel.clock.now() * 1000;
  }

  addGroup(group: LogGroup): void {
    if (this.#groups.has(group.name)) throw groupExists();
    this.#groups.put(group.name, group);
  }

  /** Throws ResourceNotFoundException. */
  group(name: string): LogGroup {
    const group = this.#groups.get(name);
    if (group === undefined) throw noSuchGroup();
    return group;
  }

  findGroup(name: string): LogGroup | undefined {
    return this.#groups.get(name);
  }

  groups(prefix: string): IterableIterator<LogGroup> {
    return this.#groups.list({ startingWith: prefix });
  }

  putGroup(group: LogGroup): void {
    this.#groups.put(group.name, group);
  }

  deleteGroup(group: LogGroup): void {
    for (const stream of this.streams(group.name)) this.deleteStream(stream);
    for (const { filterName } of this.metricFilters.list({ under: group.name })) {
      this.metricFilters.delete([group.name, filterName]);
    }
    for (const { filterName } of this.subscriptionFilters.list({ under: group.name })) {
      this.subscriptionFilters.delete([group.name, filterName]);
    }
    this.settings.forgetGroup(group.name);
    this.#groups.delete(group.name);
  }

  addStream(stream: LogStream): void {
    this.group(stream.group);
    if (this.#streams.has([stream.group, stream.name])) throw streamExists();
    this.#streams.put([stream.group, stream.name], stream);
  }

  /** Throws ResourceNotFoundException, which names what is missing. */
  stream(group: string, name: string): LogStream {
    this.group(group);
    const stream = this.#streams.get([group, name]);
    if (stream === undefined) throw noSuchStream();
    return stream;
  }

  streams(group: string, prefix?: string): IterableIterator<LogStream> {
    const options: ListOptions = prefix === undefined ? { under: group } : { under: group, startingWith: prefix };
    return this.#streams.list(options);
  }

  deleteStream(stream: LogStream): void {
    for (const event of this.streamEvents(stream, {})) {
      this.#events.delete(tupleKey(stream.group, event.at, event.sequence));
      this.#byStream.delete(tupleKey(stream.group, stream.name, event.at, event.sequence));
    }
    this.#streams.delete([stream.group, stream.name]);
  }

  addEvents(stream: LogStream, events: readonly { at: number; message: string }[], ingestedAt: number): StoredEvent[] {
    let bytes = 0;
    const stored: StoredEvent[] = [];
    for (const { at, message } of events) {
      const event: StoredEvent = { stream: stream.name, at, ingestedAt, message, sequence: this.#sequence++ };
      this.#events.put(tupleKey(stream.group, at, event.sequence), JSON.stringify(event));
      this.#byStream.put(tupleKey(stream.group, stream.name, at, event.sequence), "");
      stored.push(event);
      bytes += bytesOf(message);
    }
    const times = events.map(({ at }) => at);
    this.#streams.put([stream.group, stream.name], {
      ...stream,
      firstEventAt: Math.min(stream.firstEventAt ?? Number.POSITIVE_INFINITY, ...times),
      lastEventAt: Math.max(stream.lastEventAt ?? 0, ...times),
      lastIngestedAt: ingestedAt,
    });
    const group = this.group(stream.group);
    this.#groups.put(group.name, { ...group, storedBytes: group.storedBytes + bytes });
    return stored;
  }

  /** Removes the oldest events before `before`, at most `max` of them. Answers how many there were. */
  expire(group: LogGroup, before: number, max: number): number {
    let [count, bytes] = [0, 0];
    for (const event of this.groupEvents(group.name, { before })) {
      if (count >= max) break;
      this.#events.delete(tupleKey(group.name, event.at, event.sequence));
      this.#byStream.delete(tupleKey(group.name, event.stream, event.at, event.sequence));
      count++;
      bytes += bytesOf(event.message);
    }
    if (count > 0) this.#groups.put(group.name, { ...group, storedBytes: Math.max(0, group.storedBytes - bytes) });
    return count;
  }

  event(group: string, at: number, sequence: number): StoredEvent | undefined {
    const value = this.#events.get(tupleKey(group, at, sequence));
    return value === undefined ? undefined : (JSON.parse(value) as StoredEvent);
  }

  /** Events of all streams of a group in the order of their time. */
  *groupEvents(group: string, range: EventRange): IterableIterator<StoredEvent> {
    for (const value of this.#events.values(bounds([group], range))) yield JSON.parse(value) as StoredEvent;
  }

  /** Events of one stream in the order of their time. */
  *streamEvents(stream: LogStream, range: EventRange): IterableIterator<StoredEvent> {
    const prefixBytes = tupleKey(stream.group, stream.name).length;
    const groupKey = tupleKey(stream.group);
    for (const { key } of this.#byStream.range(bounds([stream.group, stream.name], range))) {
      const value = this.#events.get(Buffer.concat([groupKey, key.subarray(prefixBytes)]));
      if (value !== undefined) yield JSON.parse(value) as StoredEvent;
    }
  }
}

function bounds(prefix: readonly string[], { from, before, after, reverse = false }: EventRange) {
  const first = tupleKey(...prefix, from ?? Number.NEGATIVE_INFINITY);
  const end = tupleKey(...prefix, before ?? Number.POSITIVE_INFINITY);
  if (after === undefined) return { from: first, before: end, reverse };
  const mark = tupleKey(...prefix, after.at, after.sequence);
  return reverse ? { from: first, before: mark, reverse } : { after: mark, before: end, reverse };
}
