import { conflict, quotaExceeded } from "../errors.ts";
import { type StateMachine, type Version, versionsMax } from "../model.ts";
import type { StatesStore } from "../store.ts";

export interface Publishing {
  readonly description: string | undefined;
  readonly now: number;
}

/** Makes the newest revision a version, which never changes. The same revision is one version however often it is asked for. */
export function publishVersion(store: StatesStore, machine: StateMachine, { description, now }: Publishing): Version {
  const versions = [...store.versions(machine.name)];
  const known = versions.find(({ revisionId }) => revisionId === machine.revision.id);
  if (known !== undefined) {
    if (description !== undefined && description !== (known.description ?? "")) {
      throw conflict(
        "Failed to publish the state machine version because a version with the same revision and a different description already exists.",
      );
    }
    return known;
  }
  if (versions.length >= versionsMax)
    throw quotaExceeded(`A state machine cannot have more than ${versionsMax} versions`);
  const number = machine.lastVersion + 1;
  const version = {
    machine: machine.name,
    number,
    arn: `${machine.arn}:${number}`,
    revisionId: machine.revision.id,
    description,
    createdAt: now,
  };
  store.putMachine({ ...machine, lastVersion: number });
  store.putVersion(version);
  return version;
}
