import type { Json, JsonObject } from "../json.ts";

export type QueryLanguage = "JSONPath" | "JSONata";

export type StateType = "Task" | "Wait" | "Pass" | "Succeed" | "Fail" | "Choice" | "Parallel" | "Map";

export const stateTypes: readonly StateType[] = [
  "Task",
  "Wait",
  "Pass",
  "Succeed",
  "Fail",
  "Choice",
  "Parallel",
  "Map",
];

/** States that lead from one to the next: a state machine, a branch or what a Map runs for each item. */
export interface Block {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

/** A whole state machine in the Amazon States Language. https://states-language.net */
export interface Definition extends Block {
  readonly Comment?: string;
  readonly QueryLanguage?: QueryLanguage;
  readonly TimeoutSeconds?: number;
  readonly Version?: string;
}

/** One state as it stands in a definition that has been validated. Members keep the names of the language. */
export interface State {
  readonly Type: StateType;
  readonly QueryLanguage?: QueryLanguage;
  readonly Comment?: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly InputPath?: string | null;
  readonly OutputPath?: string | null;
  readonly ResultPath?: string | null;
  readonly Parameters?: Json;
  readonly ResultSelector?: Json;
  readonly Arguments?: Json;
  readonly Output?: Json;
  readonly Assign?: JsonObject;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
  readonly Result?: Json;
  readonly Resource?: string;
  readonly TimeoutSeconds?: Json;
  readonly TimeoutSecondsPath?: string;
  readonly HeartbeatSeconds?: Json;
  readonly HeartbeatSecondsPath?: string;
  readonly Credentials?: Json;
  readonly Seconds?: Json;
  readonly SecondsPath?: string;
  readonly Timestamp?: string;
  readonly TimestampPath?: string;
  readonly Error?: string;
  readonly ErrorPath?: string;
  readonly Cause?: string;
  readonly CausePath?: string;
  readonly Choices?: readonly ChoiceRule[];
  readonly Default?: string;
  readonly Branches?: readonly Block[];
  readonly ItemProcessor?: ItemProcessor;
  /** What ItemProcessor was called before there were distributed maps. */
  readonly Iterator?: ItemProcessor;
  readonly Items?: Json;
  readonly ItemsPath?: string;
  readonly ItemSelector?: Json;
  readonly ItemReader?: ItemReader;
  readonly ItemBatcher?: ItemBatcher;
  readonly ResultWriter?: ResultWriter;
  readonly MaxConcurrency?: Json;
  readonly MaxConcurrencyPath?: string;
  readonly ToleratedFailureCount?: Json;
  readonly ToleratedFailureCountPath?: string;
  readonly ToleratedFailurePercentage?: Json;
  readonly ToleratedFailurePercentagePath?: string;
  readonly Label?: string;
}

export interface ChoiceRule extends JsonObject {
  readonly Next: string;
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: "FULL" | "NONE";
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly ResultPath?: string | null;
  readonly Output?: Json;
  readonly Assign?: JsonObject;
}

export interface ItemProcessor extends Block {
  readonly ProcessorConfig?: {
    readonly Mode?: "INLINE" | "DISTRIBUTED";
    readonly ExecutionType?: "STANDARD" | "EXPRESS";
  };
}

export interface ItemReader {
  readonly Resource: string;
  readonly Parameters?: Json;
  readonly Arguments?: Json;
  readonly ReaderConfig?: JsonObject;
}

export interface ItemBatcher {
  readonly MaxItemsPerBatch?: Json;
  readonly MaxItemsPerBatchPath?: string;
  readonly MaxInputBytesPerBatch?: Json;
  readonly MaxInputBytesPerBatchPath?: string;
  readonly BatchInput?: Json;
}

export interface ResultWriter {
  readonly Resource?: string;
  readonly Parameters?: Json;
  readonly Arguments?: Json;
  readonly WriterConfig?: { readonly Transformation?: string; readonly OutputType?: string };
}

export const processorOf = (state: State): ItemProcessor | undefined => state.ItemProcessor ?? state.Iterator;

export const isDistributed = (state: State): boolean => processorOf(state)?.ProcessorConfig?.Mode === "DISTRIBUTED";

/** A state speaks the language it names, else that of the machine. */
export const languageOf = (definition: Pick<Definition, "QueryLanguage">, state: State): QueryLanguage =>
  state.QueryLanguage ?? definition.QueryLanguage ?? "JSONPath";

/** From the outermost block to an inner one: names of states, and numbers of branches. */
export type BlockPlace = readonly (string | number)[];

/** The block at a place. Places come from the definition itself, so there is one. */
export function blockAt(definition: Block, place: BlockPlace): Block {
  let block = definition;
  for (let at = 0; at < place.length; at += 2) {
    const state = block.States[String(place[at])];
    const index = Number(place[at + 1]);
    const inner = state?.Type === "Parallel" ? state.Branches?.[index] : state && processorOf(state);
    if (inner === undefined) throw new RangeError(`Cannot find ${place.join("/")} in the definition`);
    block = inner;
  }
  return block;
}
