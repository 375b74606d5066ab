import type { Clock } from "@millrace/core";
import type { DataKey } from "../../data-keys/data-keys.ts";
import { KeyUses } from "../../data-keys/key-uses.ts";
import type { Scope } from "../../kernel/operation.ts";
import type { ServiceKernel } from "../../kernel/service.ts";
import { Collection } from "../../kernel/store/collection.ts";
import { ReadMostly } from "../../kernel/store/read-mostly.ts";
import { consumerNotFound, streamNotFound } from "./errors.ts";
import { type Consumer, placeAt, type Stream, streamArn } from "./model.ts";
import { RecordTables } from "./records/record-tables.ts";
import { Subscriptions } from "./records/subscriptions.ts";

/** The streams of one account in one region. */
export class KinesisStore {
  readonly scope: Scope;
  readonly records: RecordTables;
  readonly subscriptions = new Subscriptions();
  readonly givenKeys = new KeyUses<DataKey>();
  readonly openedKeys = new KeyUses<true>();
  /** For who waits for records: real time, which nobody moves. */
  readonly wall: Clock;
  readonly #streams: ReadMostly<Stream>;
  readonly #consumers: Collection<Consumer>;
  #lastPlace: number;

  constructor({ database, wall }: Pick<ServiceKernel, "database" | "wall">, scope: Scope) {
    this.scope = scope;
    this.wall = wall;
    this.records = new RecordTables(database);
    this.#streams = new ReadMostly(database, "streams");
    this.#consumers = new Collection(database, "consumers");
    this.#lastPlace = [...this.#streams.list()].reduce((last, stream) => Math.max(last, this.#lastOf(stream)), 0);
  }

  /** Grows with every call, over restarts too, and never tells an earlier time than it is. */
  nextPlace(now: number): number {
    this.#lastPlace = Math.max(this.#lastPlace + 1, placeAt(now));
    return this.#lastPlace;
  }

  /** Records that come from now on have this place or one after it. */
  get endPlace(): number {
    return this.#lastPlace + 1;
  }

  find(name: string): Stream | undefined {
    return this.#streams.get(name);
  }

  /** Throws ResourceNotFoundException. */
  stream(name: string): Stream {
    const stream = this.find(name);
    if (stream === undefined) throw streamNotFound(name, this.scope);
    return stream;
  }

  /** Of a stream or of a consumer; undefined for those of other accounts and regions too. */
  policy(arn: string): string | undefined {
    const consumer = this.#consumers.get(consumerKey(arn));
    if (consumer?.arn === arn) return consumer.policy;
    const name = arn.slice(arn.lastIndexOf("/") + 1);
    return arn === streamArn(this.scope, name) ? this.find(name)?.policy : undefined;
  }

  streams(after?: string): IterableIterator<Stream> {
    return this.#streams.list(after === undefined ? {} : { after });
  }

  put(stream: Stream): void {
    this.#streams.put(stream.name, stream);
  }

  delete(stream: Stream): void {
    for (const consumer of [...this.consumers(stream)]) this.deleteConsumer(consumer);
    this.#streams.delete(stream.name);
    this.records.clear(stream);
  }

  consumers({ name }: Stream): IterableIterator<Consumer> {
    return this.#consumers.list({ under: [name] });
  }

  findConsumer({ name: stream }: Stream, name: string): Consumer | undefined {
    return this.#consumers.get([stream, name]);
  }

  /** Throws ResourceNotFoundException. */
  consumer(arn: string): Consumer {
    const consumer = this.#consumers.get(consumerKey(arn));
    if (consumer?.arn !== arn) throw consumerNotFound(arn);
    return consumer;
  }

  putConsumer(consumer: Consumer): void {
    this.#consumers.put([consumer.streamName, consumer.name], consumer);
  }

  deleteConsumer({ streamName, name, arn }: Consumer): void {
    this.#consumers.delete([streamName, name]);
    this.subscriptions.end(arn);
  }

  #lastOf(stream: Stream): number {
    const places = stream.shards.flatMap((shard) => [
      shard.first,
      shard.last ?? 0,
      this.records.last(stream, shard)?.place ?? 0,
    ]);
    return Math.max(stream.id, ...places);
  }
}

/** `...:stream/NAME/consumer/NAME:TIME` */
function consumerKey(arn: string): readonly [string, string] {
  const [, stream = "", consumer = ""] = /:stream\/([^/]+)\/consumer\/([^:]+):/.exec(arn) ?? [];
  return [stream, consumer];
}
