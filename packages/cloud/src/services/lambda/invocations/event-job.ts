import { AwsError } from "@millrace/wire";
import type { JobHandler, JobOutcome } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import type { LambdaStore, Target } from "../store.ts";
import { type EventEnd, sendEventRecord } from "./event-record.ts";
import { recordFunctionMetric } from "./function-metric.ts";
import type { QueuedEvent } from "./queued-event.ts";
import { type Ran, runFunction } from "./run-function.ts";

export const eventJob = "event";

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const retryAttemptsDefault = 2;
const eventAgeSecondsDefault = 6 * 60 * 60;
const failureDelayMs = [60_000, 120_000] as const;
const throttleDelayMsMin = 1_000;
const throttleDelayMsMax = 5 * 60_000;

/** Events of one function that run at a time. AWS adds environments as they are needed; so many keep a laptop busy. */
const eventsAtATimeMax = 10;

/** Accepts an event for later. */
export function queueEvent(
  { jobs, metrics, requestId }: Call<LambdaStore>,
  target: Target,
  payload: Buffer,
  traceId: string | undefined,
): void {
  const event: QueuedEvent = {
    functionName: target.fn.name,
    qualifier: target.qualifier,
    requestId,
    payload: payload.toString("utf8"),
    traceId,
  };
  recordFunctionMetric(metrics, target, { name: "AsyncEventsReceived", value: 1, unit: "Count" });
  jobs.add(eventJob, event, { lane: target.fn.name });
}

/** Runs queued events: again after a failure or when throttled, until they are done, too old, or have failed for good. */
export const runEvent: JobHandler<LambdaStore> = {
  laneConcurrencyMax: eventsAtATimeMax,

  async run(call, job) {
    const { store, clock, metrics } = call;
    const event = job.payload as QueuedEvent;
    const target = store.findTarget(event.functionName, event.qualifier);
    if (target === undefined) return "done";
    const config = store.eventInvokeConfig(event.functionName, event.qualifier ?? "$LATEST");
    const { eventAgeSecondsMax = eventAgeSecondsDefault, retryAttemptsMax = retryAttemptsDefault } = config ?? {};
    const ageMs = clock.now() - job.addedAt;
    const failures = event.failures ?? 0;
    const end = (how: Omit<EventEnd, "attempts">): Promise<JobOutcome> =>
      finish(call, target, event, { ...how, attempts: failures + (how.ran === undefined ? 0 : 1) });
    if (ageMs > eventAgeSecondsMax * 1000) return end({ condition: "EventAgeExceeded" });
    recordFunctionMetric(metrics, target, { name: "AsyncEventAge", value: ageMs, unit: "Milliseconds" });
    const ran = await attempt(call, target, event);
    if (ran === "throttled") {
      if (target.fn.reservedConcurrency === 0) return end({ condition: "ZeroReservedConcurrency" });
      return { retry: { delayMs: Math.min(throttleDelayMsMin * 2 ** job.attempts, throttleDelayMsMax) } };
    }
    if (ran === "recursive") return end({ condition: "RecursiveInvocationException" });
    if (ran.functionError === undefined) return end({ condition: "Success", ran });
    // Killed with the cloud, not failed: the next start runs it again.
    if (store.fleet.hasStopped) return { retry: { delayMs: 0 } };
    if (failures >= retryAttemptsMax) return end({ condition: "RetriesExhausted", ran });
    const delayMs = failureDelayMs[Math.min(failures, failureDelayMs.length - 1)] ?? 0;
    call.log.warn("function failed on an event and will be tried again", {
      function: target.fn.name,
      inSeconds: delayMs / 1000,
      error: firstLine(ran.body),
    });
    return { retry: { delayMs, payload: { ...event, failures: failures + 1 } } };
  },
};

async function attempt(
  call: Call<LambdaStore>,
  target: Target,
  event: QueuedEvent,
): Promise<Ran | "throttled" | "recursive"> {
  const { requestId, payload, traceId } = event;
  return runFunction(call, target, { requestId, payload: Buffer.from(payload), traceId }).catch((error: unknown) => {
    if (error instanceof AwsError && error.code === "TooManyRequestsException") return "throttled";
    if (error instanceof AwsError && error.code === "RecursiveInvocationException") return "recursive";
    throw error;
  });
}

/** Tells whoever wants to know what became of an event. */
async function finish(call: Call<LambdaStore>, target: Target, event: QueuedEvent, end: EventEnd): Promise<JobOutcome> {
  if (end.condition !== "Success") {
    recordFunctionMetric(call.metrics, target, { name: "AsyncEventsDropped", value: 1, unit: "Count" });
    call.log.warn("event was given up", {
      function: target.fn.name,
      request: event.requestId,
      reason: end.condition,
    });
  }
  await sendEventRecord(call, target, event, end);
  return "done";
}

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
