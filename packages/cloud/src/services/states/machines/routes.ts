import type { RoutingConfigurationListItem } from "@aws-sdk/client-sfn";
import { findStatesArn, readMachineArn } from "../arns.ts";
import { noSuchMachine, validation } from "../errors.ts";
import type { Route, StateMachine } from "../model.ts";
import type { StatesStore } from "../store.ts";
import { versionNumber } from "./resolve.ts";

export interface Routing {
  readonly machine: StateMachine;
  readonly routes: readonly Route[];
}

/** Checks what an alias is to lead to. Throws ValidationException, StateMachineDoesNotExist. */
export function readRoutes(store: StatesStore, items: readonly RoutingConfigurationListItem[] | undefined): Routing {
  const routes = (items ?? []).map(({ stateMachineVersionArn = "", weight = 0 }) => ({
    versionArn: stateMachineVersionArn,
    weight,
  }));
  const arns = routes.map(({ versionArn }) => versionArn);
  const reason = "INVALID_ROUTING_CONFIGURATION";
  const isVersion = (arn: string): boolean => /^\d+$/.test(findStatesArn(arn)?.parts[1] ?? "");
  if (!arns.every(isVersion)) {
    throw validation(
      `Routing configuration must contain state machine version ARNs. Received: [${arns.join(", ")}]`,
      reason,
    );
  }
  if (routes.reduce((sum, { weight }) => sum + weight, 0) !== 100) {
    throw validation("Sum of routing configuration weights must equal 100", reason);
  }
  if (new Set(arns).size !== arns.length) {
    throw validation("Routing configuration must contain distinct state machine version ARNs", reason);
  }
  const machines = new Set(arns.map((arn) => readMachineArn(arn).name));
  if (machines.size !== 1) {
    throw validation("Routing configuration must contain versions of the same state machine", reason);
  }
  const [first = ""] = arns;
  const machine = store.machine(first);
  for (const arn of arns)
    if (store.findVersion(machine.name, versionNumber(arn)) === undefined) throw noSuchMachine(arn);
  return { machine, routes };
}

export const routesOutput = (routes: readonly Route[]) =>
  routes.map(({ versionArn, weight }) => ({ stateMachineVersionArn: versionArn, weight }));
