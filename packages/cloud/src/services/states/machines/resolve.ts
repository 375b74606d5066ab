import type { Ids } from "@millrace/core";
import { readMachineArn } from "../arns.ts";
import { noSuchMachine } from "../errors.ts";
import type { Alias, StateMachine, Version } from "../model.ts";
import type { StatesStore } from "../store.ts";

/** What an ARN of a machine, of one of its versions or of an alias stands for. */
export interface Resolved {
  readonly machine: StateMachine;
  readonly version: Version | undefined;
  readonly alias: Alias | undefined;
  readonly revisionId: string;
}

/** An alias answers one of its versions, by their weights. Throws InvalidArn, StateMachineDoesNotExist. */
export function resolveMachine(store: StatesStore, arn: string, ids: Ids): Resolved {
  const machine = store.machine(arn);
  const { qualifier } = readMachineArn(arn);
  if (qualifier === undefined) {
    return { machine, version: undefined, alias: undefined, revisionId: machine.revision.id };
  }
  const version = /^\d+$/.test(qualifier) ? store.findVersion(machine.name, Number(qualifier)) : undefined;
  if (version !== undefined) return { machine, version, alias: undefined, revisionId: version.revisionId };
  const alias = store.findAlias(machine.name, qualifier);
  const routed = alias === undefined ? undefined : routedVersion(store, alias, ids);
  if (alias === undefined || routed === undefined) throw noSuchMachine(arn);
  return { machine, version: routed, alias, revisionId: routed.revisionId };
}

function routedVersion(store: StatesStore, { machine, routes }: Alias, ids: Ids): Version | undefined {
  let drawn = ids.bytes(4).readUInt32BE() % 100;
  const route = routes.find(({ weight }) => {
    drawn -= weight;
    return drawn < 0;
  });
  return store.findVersion(machine, versionNumber(route?.versionArn ?? routes[0]?.versionArn ?? ""));
}

export const versionNumber = (arn: string): number => Number(arn.split(":").at(-1));
