import { readArn } from "../arns.ts";
import { noSuchResource } from "../errors.ts";
import type { Tag } from "../model.ts";
import type { StatesStore } from "../store.ts";

export interface Tagged {
  readonly tags: readonly Tag[];
  put(tags: readonly Tag[]): void;
}

/** A state machine or an activity: nothing else has tags. Throws InvalidArn, ResourceNotFound. */
export function taggedOf(store: StatesStore, arn: string): Tagged {
  const { kind, parts } = readArn(arn, "stateMachine", "activity");
  const [name = ""] = parts;
  const activity = kind === "activity" ? store.findActivity(name) : undefined;
  if (activity !== undefined) {
    return { tags: activity.tags, put: (tags) => store.putActivity({ ...activity, tags }) };
  }
  const machine = kind === "stateMachine" && parts.length === 1 ? store.findMachine(name) : undefined;
  if (machine === undefined) throw noSuchResource(arn);
  return { tags: machine.tags, put: (tags) => store.putMachine({ ...machine, tags }) };
}
