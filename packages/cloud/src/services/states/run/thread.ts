import type { BlockPlace } from "../definition/definition.ts";
import type { Json } from "../json.ts";

/** What a thread does. `ready` and `again` are steps to be taken; `again` is another try of the state it is in. */
export type ThreadStatus = "ready" | "again" | "waiting" | "working" | "failed" | "aborted";

/**
 * One line of states within an execution: the machine's own, or a branch of a Parallel, or an iteration of a Map. Threads
 * are data: what stands here is all that is kept of an execution between two steps.
 */
export interface Thread {
  readonly id: number;
  readonly parent: number | undefined;
  /** Number of the branch or iteration. */
  readonly index: number;
  readonly place: BlockPlace;
  state: string;
  input: Json;
  /** The text that the input came as, for the first state. */
  inputText: string | undefined;
  variables: Readonly<Record<string, Json>>;
  readonly item: MapItem | undefined;
  lastEventId: number;
  enteredEventId: number;
  enteredPreviousId: number;
  enteredAt: number;
  /** Counts entries and tries: an answer to an earlier one is too late. */
  visit: number;
  /** Tries made by each retrier of the state. */
  attempts: number[];
  status: ThreadStatus;
  /** When something is due: the end of a wait, another try, a timeout. By the cloud's clock. */
  dueAt: number | undefined;
  task: TaskState | undefined;
  group: Group | undefined;
  mapRunArn: string | undefined;
}

export interface MapItem {
  readonly Index: number;
  readonly Value: Json;
}

export interface TaskState {
  readonly parameters: Json;
  /** Role that the task acts as, if not the machine's. */
  readonly credentials: string | undefined;
  /** Makes the token of this try unlike all others. */
  readonly nonce: string | undefined;
  readonly timeoutAt: number | undefined;
  readonly heartbeatMs: number | undefined;
  heartbeatAt: number | undefined;
  /** The call has been answered; now the token, or the end of what was started, is waited for. */
  isSubmitted: boolean;
  /** What a `.sync` waits for. */
  childArn: string | undefined;
}

/** What a Parallel or an inline Map waits for. */
export interface Group {
  readonly results: Json[];
  readonly items: readonly Json[];
  /** State's input that ItemSelector sees. */
  readonly effective: Json;
  next: number;
  pending: number;
}

export const dueOf = ({ timeoutAt, heartbeatAt }: TaskState): number =>
  Math.min(timeoutAt ?? Number.POSITIVE_INFINITY, heartbeatAt ?? Number.POSITIVE_INFINITY);
