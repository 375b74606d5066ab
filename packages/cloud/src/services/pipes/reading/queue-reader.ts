import type { Message } from "@aws-sdk/client-sqs";
import type { CallOptions } from "../../../kernel/calls.ts";
import { queueUrl } from "../../../targets/queue-url.ts";
import { optionsFor } from "../../../targets/send.ts";
import { filterOf } from "./filter.ts";
import type { Reader, ReaderOptions } from "./reader.ts";
import { type PipeRecord, queueRecord } from "./records.ts";
import { runBatch } from "./run-batch.ts";

/** Batches of one pipe that run side by side. */
const concurrencyMax = 5;
const receiveMax = 10;
const waitSeconds = 20;
const troubleMs = 1_000;
const troubleMsMax = 30_000;

/** Reads a queue batch by batch, and deletes what the target has taken. What it has not comes back by itself. */
export class QueueReader implements Reader {
  readonly #options: ReaderOptions;
  readonly #passes: (record: PipeRecord) => boolean;
  readonly #stop = new AbortController();
  #running = 0;
  #roomFree: (() => void) | undefined;
  #troubles = 0;

  constructor(options: ReaderOptions) {
    this.#options = options;
    this.#passes = filterOf(options.pipe);
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
    const { pipe, kernel } = this.#options;
    while (!this.#isStopped) {
      try {
        await this.#room();
        const messages = await this.#gather();
        this.#troubles = 0;
        if (messages.length > 0) void this.#handle(messages);
      } catch (error) {
        if (this.#isStopped) return;
        const reason = error instanceof Error ? error.message : error;
        if (this.#troubles++ === 0) kernel.log.warn("queue of a pipe cannot be read", { pipe: pipe.name, reason });
        await this.#rest(Math.min(troubleMs * 2 ** this.#troubles, troubleMsMax));
      }
    }
  }

  async #room(): Promise<void> {
    // Groups of FIFO queues stay in order: one batch after the other.
    const max = this.#options.pipe.source.endsWith(".fifo") ? 1 : concurrencyMax;
    while (this.#running >= max && !this.#isStopped) {
      await new Promise<void>((resolve) => {
        this.#roomFree = resolve;
      });
    }
  }

  /** One batch: as many messages as it may have, or what came until its window closed. */
  async #gather(): Promise<Message[]> {
    const { pipe, kernel } = this.#options;
    const { BatchSize = receiveMax, MaximumBatchingWindowInSeconds = 0 } =
      pipe.sourceParameters.SqsQueueParameters ?? {};
    const messages = await this.#receive(Math.min(BatchSize, receiveMax), waitSeconds);
    const closesAt = kernel.clock.now() + MaximumBatchingWindowInSeconds * 1000;
    while (messages.length > 0 && messages.length < BatchSize && !this.#isStopped) {
      const secondsLeft = Math.ceil((closesAt - kernel.clock.now()) / 1000);
      if (secondsLeft <= 0) break;
      const count = Math.min(BatchSize - messages.length, receiveMax);
      messages.push(...(await this.#receive(count, Math.min(secondsLeft, waitSeconds))));
    }
    return messages;
  }

  async #receive(MaxNumberOfMessages: number, WaitTimeSeconds: number): Promise<Message[]> {
    const input = {
      QueueUrl: this.#url,
      MaxNumberOfMessages,
      WaitTimeSeconds,
      MessageSystemAttributeNames: ["All" as const],
      MessageAttributeNames: ["All"],
    };
    const options = { ...(await this.#caller()), signal: this.#stop.signal };
    const { Messages = [] } = await this.#options.kernel.aws.call("sqs", "ReceiveMessage", input, options);
    return Messages;
  }

  async #handle(messages: readonly Message[]): Promise<void> {
    const { kernel, scope, pipe, principal } = this.#options;
    this.#running++;
    try {
      const wanted = messages.filter((message) => this.#passes(queueRecord(message, pipe.source)));
      await this.#delete(messages.filter((message) => !wanted.includes(message)));
      if (wanted.length === 0) return;
      const records = wanted.map((message) => queueRecord(message, pipe.source));
      const failed = await runBatch({ kernel, scope, pipe, principal: await principal() }, records);
      await this.#delete(wanted.filter(({ MessageId = "" }) => !failed.has(MessageId)));
    } catch (error) {
      const reason = error instanceof Error ? error.message : error;
      kernel.log.warn("batch of a pipe failed", { pipe: pipe.name, reason });
    } finally {
      this.#running--;
      this.#roomFree?.();
    }
  }

  async #delete(messages: readonly Message[]): Promise<void> {
    for (let at = 0; at < messages.length; at += receiveMax) {
      const Entries = messages
        .slice(at, at + receiveMax)
        .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      const input = { QueueUrl: this.#url, Entries };
      await this.#options.kernel.aws.call("sqs", "DeleteMessageBatch", input, await this.#caller());
    }
  }

  async #caller(): Promise<CallOptions> {
    return optionsFor({ arn: this.#options.pipe.source, principal: await this.#options.principal() });
  }

  get #url(): string {
    return queueUrl(this.#options.kernel.endpoint, this.#options.pipe.source);
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => this.#options.kernel.wall.after(ms, resolve));
  }
}
