import type { Ids } from "@millrace/core";
import type { Json, JsonObject } from "../json.ts";
import type { Run } from "./run.ts";
import type { Scope } from "./scope.ts";
import type { Thread } from "./thread.ts";

const timeText = (at: number): string => new Date(at).toISOString();

const counted = new Set(["Task", "Parallel", "Map"]);

/** The context object. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
function contextOf(run: Run, thread: Thread, more: JsonObject = {}): JsonObject {
  const { execution } = run;
  const retries = thread.attempts.reduce((sum, attempts) => sum + (attempts ?? 0), 0);
  return {
    Execution: {
      Id: execution.arn,
      Input: JSON.parse(execution.input) as Json,
      StartTime: timeText(execution.startedAt),
      Name: execution.name,
      RoleArn: execution.roleArn,
      ...(execution.type === "EXPRESS" ? {} : { RedriveCount: execution.redriveCount }),
      ...(execution.redrivenAt === undefined ? {} : { RedriveTime: timeText(execution.redrivenAt) }),
    },
    StateMachine: { Id: execution.machineArn, Name: execution.machine },
    State: {
      Name: thread.state,
      EnteredTime: timeText(thread.enteredAt),
      ...(counted.has(run.stateOf(thread).Type) ? { RetryCount: retries } : {}),
    },
    ...(thread.item === undefined ? {} : { Map: { Item: { Index: thread.item.Index, Value: thread.item.Value } } }),
    ...more,
  };
}

export interface ScopeOptions {
  readonly run: Run;
  readonly thread: Thread;
  readonly ids: Ids;
  readonly input: Json;
  readonly more?: JsonObject;
}

/** What the expressions of a thread's state see. The context object is made when it is first asked for. */
export class ThreadScope implements Scope {
  readonly input: Json;
  readonly variables: Readonly<Record<string, Json>>;
  readonly ids: Ids;
  readonly #options: ScopeOptions;
  #context: JsonObject | undefined;

  constructor(options: ScopeOptions) {
    this.#options = options;
    this.input = options.input;
    this.variables = options.thread.variables;
    this.ids = options.ids;
  }

  get context(): JsonObject {
    this.#context ??= contextOf(this.#options.run, this.#options.thread, this.#options.more);
    return this.#context;
  }

  /** The same with another `$`. */
  over(input: Json): ThreadScope {
    return new ThreadScope({ ...this.#options, input });
  }
}
