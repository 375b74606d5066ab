import type { HistoryEventType } from "@aws-sdk/client-sfn";
import {
  type Block,
  blockAt,
  type Definition,
  languageOf,
  type QueryLanguage,
  type State,
} from "../definition/definition.ts";
import type { EventDetails, HistoryEvent } from "../history/history-event.ts";
import type { Json } from "../json.ts";
import { type Execution, eventsMax } from "../model.ts";
import type { MapItem, Thread } from "./thread.ts";

/** What is kept of a running execution. */
export interface Snapshot {
  readonly threads: readonly Thread[];
  readonly nextEventId: number;
  readonly nextThreadId: number;
  readonly timeoutAt: number | undefined;
}

export class HistoryFull extends Error {}

export interface NewThread {
  readonly parent: Thread | undefined;
  readonly index: number;
  readonly place: Thread["place"];
  readonly input: Json;
  readonly inputText?: string;
  readonly item?: MapItem;
  readonly lastEventId: number;
}

/** An execution in memory: its threads, and what has happened to them since it was last saved. */
export class Run {
  execution: Execution;
  readonly definition: Definition;
  /** Of a child of a distributed Map, else that of the definition. */
  readonly block: Block;
  readonly threads = new Map<number, Thread>();
  /** Threads to take a step, in their order. */
  readonly ready: number[] = [];
  /** Not saved yet. */
  events: HistoryEvent[] = [];
  timeoutAt: number | undefined;
  isDriven = false;
  #nextEventId = 1;
  #nextThreadId = 1;
  readonly #blocks = new Map<string, Block>();
  readonly #now: () => number;

  constructor(execution: Execution, definition: Definition, now: () => number) {
    this.execution = execution;
    this.definition = definition;
    this.block = blockAt(definition, execution.child?.place ?? []);
    this.#now = now;
  }

  restore({ threads, nextEventId, nextThreadId, timeoutAt }: Snapshot): void {
    this.#nextEventId = nextEventId;
    this.#nextThreadId = nextThreadId;
    this.timeoutAt = timeoutAt;
    for (const thread of threads) this.threads.set(thread.id, thread);
  }

  snapshot(): Snapshot {
    return {
      threads: [...this.threads.values()],
      nextEventId: this.#nextEventId,
      nextThreadId: this.#nextThreadId,
      timeoutAt: this.timeoutAt,
    };
  }

  get root(): Thread {
    const first = this.threads.values().next().value;
    if (first === undefined) throw new RangeError(`Cannot find a thread of ${this.execution.arn}`);
    return first;
  }

  get hasEnded(): boolean {
    return this.execution.status !== "RUNNING";
  }

  /** Adds an event and answers its id. It follows the thread's last one, and becomes it, unless told otherwise. */
  record(
    thread: Thread | undefined,
    type: HistoryEventType,
    details?: EventDetails,
    { previousId = thread?.lastEventId ?? 0, isAside = false }: { previousId?: number; isAside?: boolean } = {},
  ): number {
    if (this.#nextEventId >= eventsMax && this.execution.type === "STANDARD" && !this.hasEnded && !endings.has(type))
      throw new HistoryFull();
    const id = this.#nextEventId++;
    this.events.push({ id, previousId, type, at: this.#now(), ...(details === undefined ? {} : { details }) });
    if (thread !== undefined && !isAside) thread.lastEventId = id;
    return id;
  }

  spawn({ parent, index, place, input, inputText, item, lastEventId }: NewThread): Thread {
    const thread: Thread = {
      id: this.#nextThreadId++,
      parent: parent?.id,
      index,
      place,
      state: this.blockAt(place).StartAt,
      input,
      inputText,
      variables: parent?.variables ?? {},
      item: item ?? parent?.item,
      lastEventId,
      enteredEventId: 0,
      enteredPreviousId: 0,
      enteredAt: 0,
      visit: 0,
      attempts: [],
      status: "ready",
      dueAt: undefined,
      task: undefined,
      group: undefined,
      mapRunArn: undefined,
    };
    this.threads.set(thread.id, thread);
    this.ready.push(thread.id);
    return thread;
  }

  blockAt(place: Thread["place"]): Block {
    if (place.length === 0) return this.block;
    const name = JSON.stringify(place);
    let block = this.#blocks.get(name);
    if (block === undefined) {
      block = blockAt(this.block, place);
      this.#blocks.set(name, block);
    }
    return block;
  }

  stateOf(thread: Thread): State {
    const state = this.blockAt(thread.place).States[thread.state];
    if (state === undefined) throw new RangeError(`Cannot find the state ${thread.state} of ${this.execution.arn}`);
    return state;
  }

  languageOf(thread: Thread): QueryLanguage {
    return languageOf(this.definition, this.stateOf(thread));
  }

  wake(thread: Thread, status: "ready" | "again"): void {
    thread.status = status;
    thread.dueAt = undefined;
    this.ready.push(thread.id);
  }

  childrenOf(parent: Thread): Thread[] {
    return [...this.threads.values()].filter((thread) => thread.parent === parent.id);
  }

  /** Removes everything below a thread. */
  prune(parent: Thread): void {
    for (const child of this.childrenOf(parent)) {
      this.prune(child);
      this.threads.delete(child.id);
    }
  }
}

const endings: ReadonlySet<string> = new Set<HistoryEventType>([
  "ExecutionFailed",
  "ExecutionAborted",
  "ExecutionTimedOut",
]);
