import { AwsError } from "@millrace/wire";
import type { JobHandler } from "../../kernel/job-handler.ts";
import type { LambdaStore } from "./store.ts";

/** An event that was accepted for later. */
export interface QueuedEvent {
  readonly functionName: string;
  readonly requestId: string;
  /** JSON text. */
  readonly payload: string;
  readonly traceId: string;
  /** Times the function has failed on it. */
  readonly failures?: number;
}

export const eventJob = "event";

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const retryAttemptsDefault = 2;
const eventAgeSecondsDefault = 6 * 60 * 60;
const failureDelayMs = [60_000, 120_000] as const;
const throttleDelayMsMin = 1_000;
const throttleDelayMsMax = 5 * 60_000;

/** Events of one function that run at a time. AWS adds environments as they are needed; so many keep a laptop busy. */
const eventsAtATimeMax = 10;

/** Runs queued events: again after a failure or when throttled, until they are done, too old, or have failed for good. */
export const runEvent: JobHandler<LambdaStore> = {
  laneConcurrencyMax: eventsAtATimeMax,

  async run({ store, clock, log }, job) {
    const event = job.payload as QueuedEvent;
    const fn = store.find(event.functionName);
    if (fn === undefined) return "done";
    const { eventAgeSecondsMax = eventAgeSecondsDefault, retryAttemptsMax = retryAttemptsDefault } =
      fn.eventInvokeConfig ?? {};
    if (clock.now() - job.addedAt > eventAgeSecondsMax * 1000) {
      log.warn("event is too old and was dropped", { function: fn.name, request: event.requestId });
      return "done";
    }
    const failures = event.failures ?? 0;
    const invoked = await store.fleet
      .invoke(fn, { ...event, payload: Buffer.from(event.payload), clientContext: undefined })
      .catch((error: unknown) => {
        if (error instanceof AwsError && error.code === "TooManyRequestsException") return "throttled" as const;
        throw error;
      });
    if (invoked === "throttled") {
      return { retry: { delayMs: Math.min(throttleDelayMsMin * 2 ** job.attempts, throttleDelayMsMax) } };
    }
    if (invoked.functionError === undefined) return "done";
    // Killed with the cloud, not failed: the next start runs it again.
    if (store.fleet.hasStopped) return { retry: { delayMs: 0 } };
    if (failures >= retryAttemptsMax) {
      log.warn("event failed and was dropped after its last attempt", { function: fn.name, request: event.requestId });
      return "done";
    }
    const delayMs = failureDelayMs[Math.min(failures, failureDelayMs.length - 1)] ?? 0;
    log.warn("function failed on an event and will be tried again", {
      function: fn.name,
      inSeconds: delayMs / 1000,
      error: firstLine(invoked.body),
    });
    return { retry: { delayMs, payload: { ...event, failures: failures + 1 } } };
  },
};

/** What the function said of its failure, short enough for a line. */
function firstLine(body: Buffer): string {
  try {
    const { errorType = "", errorMessage = "" } = JSON.parse(body.toString("utf8")) as Record<
      string,
      string | undefined
    >;
    return `${errorType}: ${errorMessage.split("\n")[0] ?? ""}`.slice(0, lineCharactersMax);
  } catch {
    return body.toString("utf8", 0, lineCharactersMax);
  }
}

const lineCharactersMax = 300;
