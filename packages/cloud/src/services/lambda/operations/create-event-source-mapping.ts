import { parseArn } from "@millrace/core";
import { conflict, invalidParameter } from "../errors.ts";
import { readFunctionName } from "../function-name.ts";
import { batchSizeDefault, checkMapping, checkStart, sourceKind } from "../mappings/check-mapping.ts";
import { checkSource } from "../mappings/check-source.ts";
import { type Mapping, noRecordsProcessed } from "../mappings/mapping-model.ts";
import { describeMapping } from "../mappings/mapping-output.ts";
import { streamSettings } from "../mappings/stream-settings.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";
import { checkTags } from "../tags.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html */
export const createEventSourceMapping: LambdaOperation<"CreateEventSourceMapping"> = {
  access: (input, scope) => ({
    action: "lambda:CreateEventSourceMapping",
    resource: "*",
    context: { "lambda:FunctionArn": functionArn(scope, readFunctionName(input.FunctionName).name) },
  }),

  async run(call, input) {
    const { store, ids, clock, region, account } = call;
    const eventSourceArn = input.EventSourceArn ?? "";
    const kind = sourceKind(input.EventSourceArn);
    checkStart(kind, input);
    checkMapping(kind, eventSourceArn, input);
    checkTags({}, input.Tags ?? {});
    const { name, qualifier } = readFunctionName(input.FunctionName);
    const target = store.findTarget(name, qualifier);
    if (target === undefined) throw invalidParameter("Function does not exist");
    if (parseArn(eventSourceArn)?.region !== region) {
      throw invalidParameter(`Unsupported event source region for arn: ${eventSourceArn}`);
    }
    const arn = functionArn(call, name, qualifier);
    refuseTwice(call.store, eventSourceArn, arn, name);
    await checkSource(call, kind, eventSourceArn, target.version);
    refuseTwice(call.store, eventSourceArn, arn, name);

    const uuid = ids.uuid();
    const mapping: Mapping = {
      uuid,
      kind,
      eventSourceArn,
      qualifier,
      arn: `arn:aws:lambda:${region}:${account}:event-source-mapping:${uuid}`,
      functionName: name,
      functionArn: arn,
      isEnabled: input.Enabled ?? true,
      batchSize: input.BatchSize ?? batchSizeDefault(kind),
      windowSeconds: input.MaximumBatchingWindowInSeconds ?? 0,
      filters: (input.FilterCriteria?.Filters ?? []).flatMap(({ Pattern }) => Pattern ?? []),
      reportsItemFailures: input.FunctionResponseTypes?.includes("ReportBatchItemFailures") ?? false,
      onFailureArn: input.DestinationConfig?.OnFailure?.Destination || undefined,
      lastModifiedAt: clock.now(),
      lastResult: kind === "sqs" ? undefined : noRecordsProcessed,
      tags: input.Tags ?? {},
      concurrencyMax: input.ScalingConfig?.MaximumConcurrency,
      stream: kind === "sqs" ? undefined : streamSettings(input),
    };
    store.mappings.put(mapping);
    store.workers.follow(mapping);

    return describeMapping(mapping, "Creating");
  },
};

function refuseTwice(
  store: Parameters<typeof createEventSourceMapping.run>[0]["store"],
  source: string,
  functionArn: string,
  name: string,
): void {
  const twin = [...store.mappings.list()].find(
    (one) => one.eventSourceArn === source && one.functionArn === functionArn,
  );
  if (twin === undefined) return;
  const which = source.startsWith("arn:aws:sqs:")
    ? `An event source mapping with SQS arn (" ${source} ") and function (" ${name} ") already exists.`
    : `The event source arn (" ${source} ") and function (" ${name} ") provided mapping already exists.`;
  throw conflict(`${which} Please update or delete the existing mapping with UUID ${twin.uuid}`);
}
