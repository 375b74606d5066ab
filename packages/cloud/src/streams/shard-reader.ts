import { AwsError } from "@millrace/wire";
import type { ShardWork, StreamReading } from "./stream-reading.ts";
import type { StreamRecord } from "./stream-record.ts";
import type { Place } from "./stream-source.ts";

/** Four times a second. https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
const pollMs = 250;
const troubleMs = 1_000;
const troubleMsMax = 60_000;

interface Shard {
  readonly id: string;
  readonly start: Place;
  readonly onEnd: () => void;
}

/** Reads one shard from where it was left, batch after batch, in order. */
export class ShardReader {
  readonly #reading: StreamReading;
  readonly #shard: Shard;
  readonly #work: ShardWork;
  #iterator: string | undefined;
  #isStopped = false;
  #isOver = false;

  constructor(reading: StreamReading, shard: Shard) {
    this.#reading = reading;
    this.#shard = shard;
    this.#work = reading.work(shard.id, () => this.#isStopped);
  }

  start(): void {
    void this.#read();
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #read(): Promise<void> {
    let troubles = 0;
    while (!this.#isStopped && !this.#isOver) {
      try {
        await this.#readBatch();
        troubles = 0;
      } catch (error) {
        this.#iterator = undefined;
        this.#isOver = false;
        if (this.#isStopped) break;
        const { log, name } = this.#reading;
        const reason = error instanceof Error ? error.message : error;
        if (troubles++ === 0) log.warn("shard cannot be read", { reader: name, shard: this.#shard.id, reason });
        await this.#rest(Math.min(troubleMs * 2 ** troubles, troubleMsMax));
      }
    }
    this.#shard.onEnd();
  }

  async #readBatch(): Promise<void> {
    const { checkpoints } = this.#reading;
    const { id } = this.#shard;
    const records = await this.#gather();
    const done = ({ sequenceNumber }: StreamRecord): void => {
      if (!this.#isStopped) checkpoints.put(id, { sequenceNumber, isFinished: false });
    };
    const last = records.at(-1);
    if (last === undefined) await this.#work.idle?.();
    else await this.#work.run(records, done);
    if (this.#isStopped) return;
    if (this.#isOver) {
      const sequenceNumber = last?.sequenceNumber ?? checkpoints.find(id)?.sequenceNumber;
      checkpoints.put(id, { sequenceNumber, isFinished: true });
    } else if (last === undefined) await this.#rest(pollMs);
    else done(last);
  }

  /** As many records as a batch may have, or what came until its window closed. */
  async #gather(): Promise<StreamRecord[]> {
    const { countMax, windowMs, clock } = this.#reading;
    const records = await this.#next(countMax);
    const closesAt = clock.now() + windowMs;
    while (records.length > 0 && records.length < countMax && clock.now() < closesAt) {
      if (this.#isStopped || this.#isOver) break;
      const more = await this.#next(countMax - records.length);
      records.push(...more);
      if (more.length === 0) await this.#rest(pollMs);
    }
    return records;
  }

  async #next(countMax: number): Promise<StreamRecord[]> {
    const { source } = this.#reading;
    this.#iterator ??= await this.#begin();
    const page = await source.read(this.#shard.id, this.#iterator, countMax).catch((error: unknown) => {
      if (!isError(error, "ExpiredIteratorException")) throw error;
      return undefined;
    });
    this.#iterator = page?.next;
    this.#isOver = page !== undefined && page.next === undefined;
    return [...(page?.records ?? [])];
  }

  /** Where reading was left, or where it is to begin. */
  async #begin(): Promise<string> {
    const { source, checkpoints } = this.#reading;
    const { id, start } = this.#shard;
    const sequenceNumber = checkpoints.find(id)?.sequenceNumber;
    const place: Place = sequenceNumber === undefined ? start : { kind: "after", sequenceNumber };
    return source.begin(id, place).catch((error: unknown) => {
      // What was to be read next is gone: on with the oldest that there is.
      if (!isError(error, "TrimmedDataAccessException")) throw error;
      return source.begin(id, { kind: "oldest" });
    });
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => this.#reading.wall.after(ms, resolve));
  }
}

const isError = (error: unknown, code: string): boolean => error instanceof AwsError && error.code === code;
