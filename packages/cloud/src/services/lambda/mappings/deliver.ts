import { AwsError } from "@millrace/wire";
import { recordFunctionMetric } from "../invocations/function-metric.ts";
import { type Ran, runFunction } from "../invocations/run-function.ts";
import type { ReaderOptions } from "./reader.ts";

/** What came of giving a batch to the function. */
export type Delivered =
  | { readonly kind: "done"; readonly ran: Ran; readonly failed: ReadonlySet<string> }
  | { readonly kind: "failed"; readonly ran: Ran }
  /** It did not run at all: the function is at its limit, is gone, or the cloud ends. */
  | { readonly kind: "refused"; readonly error: unknown };

/** Gives a batch to the function of a mapping. `ids` are what its items may be called by in a partial answer. */
export async function deliver(
  { kernel, store, mapping }: ReaderOptions,
  event: { readonly Records: readonly object[] },
  ids: ReadonlySet<string>,
  traceId: string | undefined,
): Promise<Delivered> {
  const target = store.findTarget(mapping.functionName, mapping.qualifier);
  if (target === undefined) return { kind: "refused", error: new Error("The function is gone") };
  const runner = { store, metrics: kernel.metrics, ids: kernel.ids, clock: kernel.clock };
  try {
    const payload = Buffer.from(JSON.stringify(event));
    const ran = await runFunction(runner, target, { requestId: kernel.ids.uuid(), payload, traceId });
    if (ran.functionError !== undefined) return { kind: "failed", ran };
    const failed = mapping.reportsItemFailures ? failedItems(ran.body, ids) : new Set<string>();
    return failed === undefined ? { kind: "failed", ran } : { kind: "done", ran, failed };
  } catch (error) {
    if (error instanceof AwsError) return { kind: "refused", error };
    throw error;
  } finally {
    recordFunctionMetric(kernel.metrics, target, {
      name: "PolledEventCount",
      value: event.Records.length,
      unit: "Count",
    });
  }
}

/**
 * The items that a function says have failed; undefined when its answer makes no sense, so that all have.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
function failedItems(body: Buffer, ids: ReadonlySet<string>): ReadonlySet<string> | undefined {
  const answer = parse(body);
  if (answer === undefined) return undefined;
  if (answer === null || typeof answer !== "object") return new Set();
  const { batchItemFailures: failures } = answer as { batchItemFailures?: unknown };
  if (failures === undefined || failures === null) return new Set();
  if (!Array.isArray(failures)) return undefined;
  const names = failures.map((failure: { itemIdentifier?: unknown } | null) => failure?.itemIdentifier);
  const isKnown = (name: unknown): name is string => typeof name === "string" && ids.has(name);
  return names.every(isKnown) ? new Set(names) : undefined;
}

function parse(body: Buffer): unknown {
  if (body.length === 0) return null;
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
