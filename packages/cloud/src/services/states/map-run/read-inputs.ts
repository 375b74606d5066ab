import type { ServiceKernel } from "../../../kernel/service.ts";
import type { TaskRunner } from "../integrations/task-runner.ts";
import { bytesOf, isObject, type Json, toText } from "../json.ts";
import { dataBytesMax } from "../model.ts";
import { itemInput, itemsOf } from "../run/behaviours/map.ts";
import { fillJsonata } from "../run/evaluate-jsonata.ts";
import { fillTemplate } from "../run/evaluate-path.ts";
import { failureFrom } from "../run/fail.ts";
import { numberOf } from "../run/number-field.ts";
import type { Run } from "../run/run.ts";
import { StateFailure, StateMistake } from "../run/state-failure.ts";
import { effectiveInput } from "../run/state-io.ts";
import { type Host, type MapPlan, Step } from "../run/step.ts";
import type { Thread } from "../run/thread.ts";
import type { ItemSource } from "./item-source.ts";
import type { MapInput } from "./map-run.ts";
import { readItems } from "./read-items.ts";

export interface InputReading {
  readonly run: Run;
  readonly thread: Thread;
  /** Undefined after a restart: it is evaluated again. */
  readonly plan: MapPlan | undefined;
  readonly kernel: ServiceKernel;
  readonly tasks: TaskRunner;
}

interface Batching {
  readonly itemsMax: number;
  readonly bytesMax: number;
  readonly extra: Json | undefined;
}

/** What the children of a distributed Map are given, one after the other. Throws StateFailure. */
export async function* readInputs(reading: InputReading): AsyncGenerator<MapInput> {
  const { run, thread } = reading;
  const step = stepOf(reading);
  try {
    const effective = await effectiveOf(step, reading.plan);
    const batching = await batchingOf(step, effective);
    let index = 0;
    let itemIndex = 0;
    let batch: Json[] = [];
    let bytes = 0;
    const flush = (): MapInput => {
      const input = toText(
        batching?.extra === undefined ? { Items: batch } : { BatchInput: batching.extra, Items: batch },
      );
      const made = { index: index++, input, itemCount: batch.length, itemIndex: itemIndex - batch.length };
      batch = [];
      bytes = 0;
      return made;
    };
    for await (const { value, key } of await sourceOf(step, reading, effective)) {
      const item = { Index: itemIndex, Value: value, ...(key === undefined ? {} : { Key: key }) };
      const input = await itemInput(step, effective, item);
      if (batching === undefined) {
        yield { index: index++, input: toText(input), itemCount: 1, itemIndex: itemIndex++ };
        continue;
      }
      const size = bytesOf(toText(input)) + 1;
      if (batch.length > 0 && (batch.length >= batching.itemsMax || bytes + size > batching.bytesMax)) yield flush();
      batch.push(input);
      bytes += size;
      itemIndex++;
    }
    if (batch.length > 0) yield flush();
  } catch (error) {
    if (!(error instanceof StateMistake)) throw error;
    throw error.error === "States.ItemReaderFailed"
      ? new StateFailure(error.error, error.message)
      : failureFrom(error, run, thread);
  }
}

function stepOf({ run, thread, kernel }: InputReading): Step {
  // Expressions need chance and time, and no more of a host.
  const host = { ids: kernel.ids, now: () => kernel.clock.now() } as Host;
  return new Step(host, run, thread);
}

async function effectiveOf(step: Step, plan: MapPlan | undefined): Promise<Json> {
  if (plan !== undefined) return plan.effective;
  const scopes = step.scope();
  return step.language === "JSONPath" ? effectiveInput(step.state, scopes) : scopes.input;
}

async function sourceOf(step: Step, { plan, run, kernel, tasks }: InputReading, effective: Json): Promise<ItemSource> {
  const { ItemReader: reader } = step.state;
  if (reader === undefined) {
    const items = plan?.items ?? (await itemsOf(step, step.scope().over(effective)));
    return items.map((value) => ({ value }));
  }
  const scope = step.scope().over(effective);
  const from = { states: { input: scope.input }, scope };
  const parameters =
    step.language === "JSONata"
      ? await fillJsonata(reader.Arguments ?? {}, "ItemReader/Arguments", from)
      : fillTemplate(reader.Parameters ?? {}, scope);
  const config = reader.ReaderConfig ?? {};
  const max = await numberOf(step.language, scope, {
    name: "MaxItems",
    value: config["MaxItems"],
    path: typeof config["MaxItemsPath"] === "string" ? config["MaxItemsPath"] : undefined,
    kind: "integer",
  });
  if (max !== undefined && max < 0)
    throw new StateMistake("States.ItemReaderFailed", "field MaxItems must be positive");
  const { execution } = run;
  const principal = await tasks.sessions.principal(execution.roleArn, execution.machineArn, undefined);
  return readItems({
    aws: kernel.aws,
    principal,
    action: reader.Resource.split(":").at(-1) ?? "",
    parameters: isObject(parameters) ? parameters : {},
    config,
    itemsPath: step.state.ItemsPath,
    itemsMax: max === undefined || max === 0 ? undefined : max,
  });
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html */
async function batchingOf(step: Step, effective: Json): Promise<Batching | undefined> {
  const { state, language } = step;
  const { ItemBatcher: batcher } = state;
  if (batcher === undefined) return undefined;
  const over = step.scope().over(effective);
  const itemsMax = await numberOf(language, over, {
    name: "MaxItemsPerBatch",
    value: batcher.MaxItemsPerBatch,
    path: batcher.MaxItemsPerBatchPath,
    kind: "integer",
  });
  const bytesMax = await numberOf(language, over, {
    name: "MaxInputBytesPerBatch",
    value: batcher.MaxInputBytesPerBatch,
    path: batcher.MaxInputBytesPerBatchPath,
    kind: "integer",
  });
  const { BatchInput: input } = batcher;
  const from = { states: { input: over.input }, scope: over };
  const extra =
    input === undefined
      ? undefined
      : language === "JSONata"
        ? await fillJsonata(input, "ItemBatcher/BatchInput", from)
        : fillTemplate(input, over);
  const room = (bytesMax ?? dataBytesMax) - (extra === undefined ? 0 : bytesOf(toText(extra)));
  return { itemsMax: itemsMax ?? Number.POSITIVE_INFINITY, bytesMax: Math.min(room, dataBytesMax), extra };
}
