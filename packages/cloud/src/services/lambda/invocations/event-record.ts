import type { Call } from "../../../kernel/operation.ts";
import { versionArn } from "../model.ts";
import type { LambdaStore, Target } from "../store.ts";
import { type Attribute, sendTo } from "./destination.ts";
import { recordFunctionMetric } from "./function-metric.ts";
import type { QueuedEvent } from "./queued-event.ts";
import type { Ran } from "./run-function.ts";

/** How an event ended. */
export interface EventEnd {
  readonly condition:
    | "Success"
    | "RetriesExhausted"
    | "EventAgeExceeded"
    | "RecursiveInvocationException"
    | "ZeroReservedConcurrency";
  /** The last run; undefined when there was none. */
  readonly ran?: Ran;
  /** Times the function was run on it. */
  readonly attempts: number;
}

/** Sends the record of an event to the function's destination, and a failed event to its dead-letter queue. */
export async function sendEventRecord(
  call: Call<LambdaStore>,
  target: Target,
  event: QueuedEvent,
  end: EventEnd,
): Promise<void> {
  const config = call.store.eventInvokeConfig(event.functionName, event.qualifier ?? "$LATEST");
  const hasFailed = end.condition !== "Success";
  const destination = hasFailed ? config?.onFailureArn : config?.onSuccessArn;
  const principal = await call.store.workers.principal(target.version);
  const told = (reason: unknown): void => {
    recordFunctionMetric(call.metrics, target, { name: "DestinationDeliveryFailures", value: 1, unit: "Count" });
    call.log.warn("event record cannot be delivered", { function: target.fn.name, reason: textOf(reason) });
  };
  if (destination !== undefined) {
    const record = JSON.stringify(eventRecord(call, target, event, end));
    const kind = hasFailed ? "Failure" : "Success";
    await sendTo(call, destination, {
      principal,
      body: record,
      source: "lambda",
      detailType: `Lambda Function Invocation Result - ${kind}`,
      resources: [qualifiedArn(target)],
      key: `aws/lambda/async/${event.functionName}/${day(call)}/${event.requestId}`,
      traceId: end.ran?.traceId ?? event.traceId,
    }).catch(told);
  }
  const { deadLetterTargetArn } = target.version;
  if (hasFailed && deadLetterTargetArn !== undefined) {
    await sendTo(call, deadLetterTargetArn, {
      principal,
      body: event.payload,
      attributes: deadLetterAttributes(event, end),
      source: "lambda",
      detailType: "",
      resources: [],
      key: "",
      traceId: end.ran?.traceId ?? event.traceId,
    }).catch((reason: unknown) => {
      recordFunctionMetric(call.metrics, target, { name: "DeadLetterErrors", value: 1, unit: "Count" });
      call.log.warn("event cannot be sent to its dead-letter queue", {
        function: target.fn.name,
        reason: textOf(reason),
      });
    });
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function eventRecord({ clock }: Call<LambdaStore>, target: Target, event: QueuedEvent, end: EventEnd): object {
  const { ran } = end;
  return {
    version: "1.0",
    timestamp: new Date(clock.now()).toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn: qualifiedArn(target),
      condition: end.condition,
      approximateInvokeCount: end.attempts,
    },
    requestPayload: JSON.parse(event.payload) as unknown,
    ...(ran === undefined
      ? {}
      : {
          responseContext: {
            statusCode: 200,
            executedVersion: ran.executedVersion,
            ...(ran.functionError === undefined ? {} : { functionError: ran.functionError }),
          },
          responsePayload: parsed(ran.body),
        }),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq */
function deadLetterAttributes({ requestId }: QueuedEvent, { ran }: EventEnd): Record<string, Attribute> {
  const { errorMessage } = (ran === undefined ? {} : parsed(ran.body)) as { errorMessage?: string };
  return {
    RequestID: { DataType: "String", StringValue: requestId },
    ErrorCode: { DataType: "Number", StringValue: ran === undefined ? "429" : "200" },
    ...(errorMessage === undefined
      ? {}
      : { ErrorMessage: { DataType: "String", StringValue: errorMessage.slice(0, messageCharactersMax) } }),
  };
}

/** The first kilobyte of the message. */
const messageCharactersMax = 1024;

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return body.toString("utf8");
  }
}

/** Destinations hear of the version even where none was asked for. */
const qualifiedArn = (target: Target): string =>
  target.qualifier === undefined ? versionArn(target.version) : target.arn;

const day = ({ clock }: Call<LambdaStore>): string =>
  new Date(clock.now()).toISOString().slice(0, 10).replaceAll("-", "/");

const textOf = (reason: unknown): unknown => (reason instanceof Error ? reason.message : reason);
