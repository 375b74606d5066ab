import { parseArn } from "@millrace/core";
import { valueAt } from "../../../inputs/json-path.ts";
import { fillTemplate } from "../../../inputs/template.ts";
import type { Scope } from "../../../kernel/operation.ts";
import type { Principal } from "../../../kernel/principal.ts";
import type { ServiceKernel } from "../../../kernel/service.ts";
import { send } from "../../../targets/send.ts";
import { type Pipe, pipeArn } from "../model.ts";
import { opened, type PipeRecord } from "./records.ts";

export interface BatchOptions {
  readonly kernel: ServiceKernel;
  readonly scope: Scope;
  readonly pipe: Pipe;
  readonly principal: Principal;
}

/** Targets that take a whole batch at once. */
const takesBatches = new Set(["lambda", "states"]);

/** Enriches a batch and hands it to the target. Answers the ids of what failed alone; throws when all of it failed. */
export async function runBatch(options: BatchOptions, records: readonly PipeRecord[]): Promise<ReadonlySet<string>> {
  const enriched = await enrich(options, records);
  if (enriched.length === 0) return new Set();
  const { pipe } = options;
  const service = parseArn(pipe.target)?.service ?? "";
  const template = pipe.targetParameters.InputTemplate;
  const events = enriched.map((event) => transformed(options, template, event));
  if (!takesBatches.has(service)) {
    for (const [at, event] of events.entries()) await deliver(options, asText(event), enriched[at]);
    return new Set();
  }
  const answer = await deliver(options, JSON.stringify(events), enriched[0]);
  return failedItems(answer);
}

async function enrich(options: BatchOptions, records: readonly PipeRecord[]): Promise<readonly unknown[]> {
  const { kernel, pipe, principal } = options;
  if (pipe.enrichment === undefined) return records;
  const template = pipe.enrichmentParameters?.InputTemplate;
  const payload = JSON.stringify(records.map((record) => transformed(options, template, record)));
  const answer = await send({ ...common(kernel), arn: pipe.enrichment, principal, payload, isAwaited: true });
  const enriched: unknown = answer === undefined || answer === "" ? [] : JSON.parse(answer);
  if (enriched === null) return [];
  return Array.isArray(enriched) ? enriched : [enriched];
}

async function deliver(options: BatchOptions, payload: string, event: unknown): Promise<string | undefined> {
  const { kernel, scope, pipe, principal } = options;
  const parameters = pipe.targetParameters;
  const invocation =
    parameters.LambdaFunctionParameters?.InvocationType ??
    parameters.StepFunctionStateMachineParameters?.InvocationType;
  const bus = parameters.EventBridgeEventBusParameters;
  const stream = parameters.CloudWatchLogsParameters?.LogStreamName;
  return send({
    ...common(kernel),
    arn: pipe.target,
    principal,
    payload,
    isAwaited: invocation !== "FIRE_AND_FORGET",
    messageGroupId: resolved(parameters.SqsQueueParameters?.MessageGroupId, event),
    deduplicationId: resolved(parameters.SqsQueueParameters?.MessageDeduplicationId, event),
    partitionKey: resolved(parameters.KinesisStreamParameters?.PartitionKey, event),
    ...(stream === undefined ? {} : { logStream: resolved(stream, event) ?? stream }),
    entry: {
      source: resolved(bus?.Source, event) ?? `Pipe ${pipe.name}`,
      detailType: resolved(bus?.DetailType, event) ?? "Event from aws:pipes",
      resources: [...(bus?.Resources ?? [pipeArn(scope, pipe.name)])],
    },
  });
}

const common = ({ aws, endpoint, clock, ids }: ServiceKernel) => ({
  aws,
  endpoint,
  now: clock.now(),
  logStream: ids.uuid(),
});

/** Parameters may be paths into the event. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-target.html */
function resolved(value: string | undefined, event: unknown): string | undefined {
  if (value === undefined || !value.startsWith("$.")) return value;
  const found = valueAt(value, looked(event));
  return found === undefined ? undefined : asText(found);
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-input-transformation.html */
function transformed({ kernel, scope, pipe }: BatchOptions, template: string | undefined, event: unknown): unknown {
  if (template === undefined || template === "") return event;
  const reserved: Readonly<Record<string, unknown>> = {
    "aws.pipes.pipe-arn": pipeArn(scope, pipe.name),
    "aws.pipes.pipe-name": pipe.name,
    "aws.pipes.source-arn": pipe.source,
    "aws.pipes.enrichment-arn": pipe.enrichment,
    "aws.pipes.target-arn": pipe.target,
    "aws.pipes.event.ingestion-time": new Date(kernel.clock.now()).toISOString(),
    "aws.pipes.event": event,
    "aws.pipes.event.json": event,
  };
  const filled = fillTemplate(template, (name) => {
    if (name.startsWith("$")) return { value: valueAt(name, looked(event)) };
    return Object.hasOwn(reserved, name) ? { value: reserved[name] } : undefined;
  });
  try {
    return JSON.parse(filled);
  } catch {
    return filled;
  }
}

const looked = (event: unknown): unknown =>
  typeof event === "object" && event !== null && !Array.isArray(event) ? opened(event as PipeRecord) : event;

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html#pipes-partial-batch-failure */
function failedItems(answer: string | undefined): ReadonlySet<string> {
  try {
    const { batchItemFailures = [] } = JSON.parse(answer ?? "{}") as {
      readonly batchItemFailures?: readonly { readonly itemIdentifier?: string }[];
    };
    return new Set(batchItemFailures.map(({ itemIdentifier = "" }) => itemIdentifier));
  } catch {
    return new Set();
  }
}
