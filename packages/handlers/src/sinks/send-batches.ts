import { type Clock, sleep } from "@millrace/core";
import { HandlerError } from "../handler-error.ts";
import { inFlight } from "../in-flight.ts";

/** What SQS and EventBridge take at a time. */
const entriesMax = 10;
const bytesMax = 240 * 1024;

/** What was not taken is sent again after 50, 100, ... 3200 ms. */
const retriesMax = 8;
const retryDelayMs = 50;

export interface Sending<Entry> {
  readonly clock: Clock;
  readonly requestsInFlightMax: number;
  readonly bytesOf: (entry: Entry) => number;
  /** Answers those that were not taken. */
  readonly send: (batch: readonly Entry[]) => Promise<readonly Entry[]>;
  /** Where to, for the message of the error. */
  readonly target: string;
}

/** Sends all entries in as few requests as the service allows. */
export async function sendBatches<Entry>(entries: readonly Entry[], sending: Sending<Entry>): Promise<void> {
  await inFlight(batchesOf(entries, sending.bytesOf), sending.requestsInFlightMax, (batch) => sendAll(batch, sending));
}

function batchesOf<Entry>(entries: readonly Entry[], bytesOf: (entry: Entry) => number): readonly (readonly Entry[])[] {
  const batches: Entry[][] = [];
  let room = 0;
  for (const entry of entries) {
    const last = batches.at(-1);
    const bytes = bytesOf(entry);
    if (last === undefined || last.length === entriesMax || bytes > room) {
      batches.push([entry]);
      room = bytesMax - bytes;
    } else {
      last.push(entry);
      room -= bytes;
    }
  }
  return batches;
}

async function sendAll<Entry>(batch: readonly Entry[], { clock, send, target }: Sending<Entry>): Promise<void> {
  let left = batch;
  for (let attempt = 0; left.length > 0; attempt++) {
    if (attempt > retriesMax) {
      throw new HandlerError("target-too-slow", `Cannot send ${left.length} rows: "${target}" keeps handing them back`);
    }
    if (attempt > 0) await sleep(clock, retryDelayMs * 2 ** Math.min(attempt - 1, 6));
    left = await send(left);
  }
}
