import { invalidParameter, nothingThere } from "../errors.ts";
import { readFunctionName } from "../function-name.ts";
import { checkMapping } from "../mappings/check-mapping.ts";
import { onMapping } from "../mappings/mapping-access.ts";
import type { Mapping } from "../mappings/mapping-model.ts";
import { describeMapping } from "../mappings/mapping-output.ts";
import { changedStreamSettings } from "../mappings/stream-settings.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html */
export const updateEventSourceMapping: LambdaOperation<"UpdateEventSourceMapping"> = {
  access: onMapping("UpdateEventSourceMapping"),

  run(call, input) {
    const { store, clock } = call;
    const before = store.mappings.find(input.UUID);
    if (before === undefined) throw nothingThere();
    const { FunctionName: _, ...settings } = input;
    checkMapping(before.kind, before.eventSourceArn, settings);
    const { name, qualifier } =
      input.FunctionName === undefined
        ? { name: before.functionName, qualifier: before.qualifier }
        : readFunctionName(input.FunctionName);
    if (store.findTarget(name, qualifier) === undefined) throw invalidParameter("Function does not exist");

    const mapping: Mapping = {
      ...before,
      qualifier,
      functionName: name,
      functionArn: functionArn(call, name, qualifier),
      isEnabled: input.Enabled ?? before.isEnabled,
      batchSize: input.BatchSize ?? before.batchSize,
      windowSeconds: input.MaximumBatchingWindowInSeconds ?? before.windowSeconds,
      filters:
        input.FilterCriteria === undefined
          ? before.filters
          : (input.FilterCriteria.Filters ?? []).flatMap(({ Pattern }) => Pattern ?? []),
      reportsItemFailures:
        input.FunctionResponseTypes === undefined
          ? before.reportsItemFailures
          : input.FunctionResponseTypes.includes("ReportBatchItemFailures"),
      onFailureArn:
        input.DestinationConfig === undefined
          ? before.onFailureArn
          : input.DestinationConfig.OnFailure?.Destination || undefined,
      concurrencyMax:
        input.ScalingConfig === undefined ? before.concurrencyMax : input.ScalingConfig.MaximumConcurrency,
      stream: before.stream && changedStreamSettings(before.stream, input),
      lastModifiedAt: clock.now(),
    };
    store.mappings.put(mapping);
    store.workers.follow(mapping);

    return describeMapping(mapping, stateOnTheWay(before, mapping));
  },
};

function stateOnTheWay(before: Mapping, after: Mapping): string {
  if (before.isEnabled === after.isEnabled) return "Updating";
  return after.isEnabled ? "Enabling" : "Disabling";
}
