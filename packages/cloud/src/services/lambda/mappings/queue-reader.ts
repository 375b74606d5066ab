import type { Message } from "@aws-sdk/client-sqs";
import { parseArn } from "@millrace/core";
import type { CallOptions } from "../../../kernel/calls.ts";
import { queueUrl } from "../../../targets/queue-url.ts";
import { deliver } from "./deliver.ts";
import { filterOf } from "./filter.ts";
import { queueRecord } from "./queue-event.ts";
import type { Reader, ReaderOptions } from "./reader.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const concurrencyDefault = 5;
const receiveMax = 10;
const waitSeconds = 20;
/** After a queue could not be read. */
const troubleMs = 1_000;
const troubleMsMax = 30_000;
/** A batch must fit into one event. */
const batchBytesMax = 6 * 1024 * 1024 - 64 * 1024;

/** Reads a queue: takes messages while there is room for another batch, and deletes what the function is done with. */
export class QueueReader implements Reader {
  readonly #options: ReaderOptions;
  readonly #passes: (record: Readonly<Record<string, unknown>>) => boolean;
  readonly #stop = new AbortController();
  #running = 0;
  #roomFree: (() => void) | undefined;
  #troubles = 0;

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#passes = filterOf(options.mapping.filters);
  }

  start(): void {
    void this.#read();
  }

  stop(): void {
    this.#stop.abort();
    this.#roomFree?.();
  }

  get #isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  async #read(): Promise<void> {
    const { mapping, kernel } = this.#options;
    const concurrencyMax = mapping.concurrencyMax ?? concurrencyDefault;
    while (!this.#isStopped) {
      try {
        await this.#room(concurrencyMax);
        const messages = await this.#gather();
        this.#troubles = 0;
        if (messages.length > 0) void this.#handle(messages);
      } catch (reason) {
        if (this.#isStopped) return;
        const text = reason instanceof Error ? reason.message : reason;
        if (this.#troubles++ === 0)
          kernel.log.warn("queue cannot be read", { queue: mapping.eventSourceArn, reason: text });
        await this.#rest(Math.min(troubleMs * 2 ** this.#troubles, troubleMsMax));
      }
    }
  }

  async #room(concurrencyMax: number): Promise<void> {
    while (this.#running >= concurrencyMax && !this.#isStopped) {
      await new Promise<void>((resolve) => {
        this.#roomFree = resolve;
      });
    }
  }

  /** One batch: as many messages as it may have, or what came until its window closed. */
  async #gather(): Promise<Message[]> {
    const { mapping, kernel } = this.#options;
    const { batchSize, windowSeconds } = mapping;
    const messages = await this.#receive(Math.min(batchSize, receiveMax), waitSeconds);
    if (windowSeconds === 0 || messages.length === 0) return messages;
    const closesAt = kernel.clock.now() + windowSeconds * 1000;
    let bytes = bytesOf(messages);
    while (messages.length < batchSize && bytes < batchBytesMax && !this.#isStopped) {
      const secondsLeft = Math.ceil((closesAt - kernel.clock.now()) / 1000);
      if (secondsLeft <= 0) break;
      const more = await this.#receive(
        Math.min(batchSize - messages.length, receiveMax),
        Math.min(secondsLeft, waitSeconds),
      );
      messages.push(...more);
      bytes += bytesOf(more);
    }
    return messages;
  }

  async #receive(count: number, seconds: number): Promise<Message[]> {
    const { kernel } = this.#options;
    const { Messages = [] } = await kernel.aws.call(
      "sqs",
      "ReceiveMessage",
      {
        QueueUrl: this.#url,
        MaxNumberOfMessages: count,
        WaitTimeSeconds: seconds,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      },
      { ...(await this.#caller()), signal: this.#stop.signal },
    );
    return Messages;
  }

  async #handle(messages: readonly Message[]): Promise<void> {
    this.#running++;
    try {
      const { mapping } = this.#options;
      const records = messages.map((message) => queueRecord(message, mapping.eventSourceArn));
      const passing = messages.filter((_, at) => this.#passes(records[at] ?? {}));
      // What no function wants to see is done with.
      await this.#delete(messages.filter((message) => !passing.includes(message)));
      if (passing.length > 0) await this.#run(passing);
    } catch (reason) {
      const { kernel, mapping } = this.#options;
      kernel.log.warn("batch of a queue failed", {
        queue: mapping.eventSourceArn,
        reason: reason instanceof Error ? reason.message : reason,
      });
    } finally {
      this.#running--;
      this.#roomFree?.();
    }
  }

  async #run(messages: readonly Message[]): Promise<void> {
    const { mapping } = this.#options;
    const ids = new Set(messages.map(({ MessageId = "" }) => MessageId));
    const records = messages.map((message) => queueRecord(message, mapping.eventSourceArn));
    const traceId = messages[0]?.Attributes?.AWSTraceHeader;
    const delivered = await deliver(this.#options, { Records: records }, ids, traceId);
    // What failed comes back by itself when its visibility timeout ends.
    if (delivered.kind === "refused") await this.#rest(troubleMs);
    if (delivered.kind !== "done") return;
    await this.#delete(messages.filter(({ MessageId = "" }) => !delivered.failed.has(MessageId)));
  }

  async #delete(messages: readonly Message[]): Promise<void> {
    const { kernel } = this.#options;
    for (let at = 0; at < messages.length; at += receiveMax) {
      const Entries = messages
        .slice(at, at + receiveMax)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await kernel.aws.call("sqs", "DeleteMessageBatch", { QueueUrl: this.#url, Entries }, await this.#caller());
    }
  }

  async #caller(): Promise<CallOptions> {
    const { store, mapping, principal } = this.#options;
    const target = store.findTarget(mapping.functionName, mapping.qualifier);
    if (target === undefined) throw new Error("The function is gone");
    const { account = "", region = "" } = parseArn(mapping.eventSourceArn) ?? {};
    return { principal: await principal(target.version), account, region };
  }

  get #url(): string {
    return queueUrl(this.#options.kernel.endpoint, this.#options.mapping.eventSourceArn);
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => this.#options.kernel.wall.after(ms, resolve));
  }
}

const bytesOf = (messages: readonly Message[]): number =>
  messages.reduce((bytes, { Body = "" }) => bytes + Buffer.byteLength(Body), 0);
