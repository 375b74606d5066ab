import type { Random } from "../../../tools/fuzz/random.ts";

export interface Places {
  /** Of whoever sends tokens back. */
  readonly queueUrl: string;
  /** Counts what tasks have done. */
  readonly table: string;
}

interface States {
  readonly [name: string]: object;
}

interface Block {
  readonly StartAt: string;
  readonly States: States;
}

const depthMax = 2;
const listMax = 4;

/** Every state takes `{ n, list }` and gives the same. */
const counted = (by: string): string => `{% $merge([$states.input, {'n': ${by}}]) %}`;
const plus = (by: number): string => counted(`$states.input.n + ${by}`);

/** Makes state machines out of every kind of state, which are the same for the same chance. */
export class MachineMaker {
  readonly #random: Random;
  readonly #places: Places;
  #names = 0;

  constructor(random: Random, places: Places) {
    this.#random = random;
    this.#places = places;
  }

  definition(): object {
    return { QueryLanguage: "JSONata", ...this.#block(0) };
  }

  input(): object {
    return { n: this.#random.below(10), list: this.#list() };
  }

  #list(): number[] {
    return Array.from({ length: 1 + this.#random.below(listMax) }, () => this.#random.below(100));
  }

  #block(depth: number): Block {
    const parts = Array.from({ length: 2 + this.#random.below(4 - depth) }, () => this.#part(depth));
    const states: Record<string, object> = {};
    parts.forEach((part, at) => {
      const next = parts[at + 1]?.StartAt;
      for (const [name, state] of Object.entries(part.States)) {
        const isOpen = !("Next" in state) && !("Choices" in state);
        states[name] = isOpen ? { ...state, ...(next === undefined ? { End: true } : { Next: next }) } : state;
      }
    });
    return { StartAt: parts[0]?.StartAt ?? "", States: states };
  }

  /** States that go on with what comes after them where they have no Next. */
  #part(depth: number): Block {
    const kinds = depth < depthMax ? [...flat, ...nested] : flat;
    const kind = this.#random.pick(kinds as [Kind, ...Kind[]]);
    if (kind === "Choice") return this.#choice();
    return kind === "Retry" ? this.#retried() : this.#single(kind, depth);
  }

  #single(kind: SingleKind, depth: number): Block {
    const name = this.#name(kind);
    return { StartAt: name, States: { [name]: this.#state(kind, depth) } };
  }

  #name(kind: string): string {
    return `${kind}${this.#names++}`;
  }

  #choice(): Block {
    const [choice, low, high] = [this.#name("Choice"), this.#name("Low"), this.#name("High")];
    return {
      StartAt: choice,
      States: {
        [choice]: {
          Type: "Choice",
          Choices: [{ Condition: `{% $states.input.n % 2 = ${this.#random.below(2)} %}`, Next: low }],
          Default: high,
        },
        [low]: { Type: "Pass", Output: plus(this.#random.below(10)) },
        [high]: { Type: "Pass", Output: counted("$states.input.n * 2 % 1000") },
      },
    };
  }

  /** Fails, is tried again a second later, fails again, and is caught. */
  #retried(): Block {
    const [failing, caught] = [this.#name("Retry"), this.#name("Caught")];
    return {
      StartAt: failing,
      States: {
        [failing]: {
          Type: "Task",
          Resource: "arn:aws:states:::aws-sdk:dynamodb:getItem",
          Arguments: { TableName: "there-is-none", Key: { pk: { S: "x" } } },
          Retry: [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 1 }],
          Catch: [{ ErrorEquals: ["States.ALL"], Output: plus(3), Next: caught }],
          Next: caught,
        },
        [caught]: { Type: "Pass" },
      },
    };
  }

  #state(kind: SingleKind, depth: number): object {
    switch (kind) {
      case "Pass":
        return { Type: "Pass", Output: plus(this.#random.below(10)) };
      case "Wait":
        return { Type: "Wait", Seconds: 1, Output: plus(1) };
      case "Task":
        return this.#task();
      case "Token":
        return this.#token();
      case "Parallel":
        return {
          Type: "Parallel",
          Branches: Array.from({ length: 2 + this.#random.below(2) }, () => this.#block(depth + 1)),
          Output: counted("$sum($states.result.n) % 1000"),
        };
      case "Map":
        return this.#map(depth, {});
      case "DistributedMap":
        return this.#map(depth, { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } });
    }
  }

  #map(depth: number, processor: object): object {
    return {
      Type: "Map",
      Items: "{% $states.input.list %}",
      ItemSelector: { n: "{% $states.context.Map.Item.Value %}", list: this.#list() },
      ItemProcessor: { ...processor, ...this.#block(depth + 1) },
      Output: counted("$sum($states.result.n) % 1000"),
    };
  }

  #task(): object {
    return {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:dynamodb:updateItem",
      Arguments: {
        TableName: this.#places.table,
        Key: { pk: { S: "{% $states.context.Execution.Name & '/' & $states.context.State.Name %}" } },
        UpdateExpression: "ADD calls :one",
        ExpressionAttributeValues: { ":one": { N: "1" } },
      },
      Output: plus(7),
    };
  }

  #token(): object {
    return {
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      Arguments: {
        QueueUrl: this.#places.queueUrl,
        MessageBody: { token: "{% $states.context.Task.Token %}", n: "{% $states.input.n %}" },
      },
      Output: counted("$states.result.n"),
    };
  }
}

type Kind = "Pass" | "Choice" | "Wait" | "Task" | "Token" | "Retry" | "Parallel" | "Map" | "DistributedMap";

/** Those that are one state. */
type SingleKind = Exclude<Kind, "Choice" | "Retry">;

const flat: readonly Kind[] = ["Pass", "Choice", "Wait", "Task", "Token", "Retry"];
const nested: readonly Kind[] = ["Parallel", "Map", "DistributedMap"];
