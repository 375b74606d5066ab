import type { Call } from "../../../kernel/operation.ts";
import { executionArn, expressArn } from "../arns.ts";
import { executionExists } from "../errors.ts";
import { checkName } from "../machines/configuration.ts";
import { resolveMachine } from "../machines/resolve.ts";
import { type Execution, isOver } from "../model.ts";
import type { StepFunctions } from "../step-functions.ts";
import { checkInput } from "./check-input.ts";

export interface Beginning {
  readonly stateMachineArn: string | undefined;
  readonly name?: string | undefined;
  readonly input?: string | undefined;
  readonly traceHeader?: string | undefined;
}

/**
 * Begins an execution. The same name with the same input is the same execution while it runs.
 * Throws what the machine, the name or the input is refused with.
 */
export function beginExecution(call: Call<StepFunctions>, { stateMachineArn = "", ...given }: Beginning): Execution {
  const { store: states, ids, clock, account, region } = call;
  const { store, engine } = states;
  const { machine, version, alias, revisionId } = resolveMachine(store, stateMachineArn, ids);
  const input = checkInput(given.input);
  if (given.name !== undefined) checkName(given.name);
  const name = given.name ?? ids.uuid();
  const isExpress = machine.type === "EXPRESS";
  const place = { account, region };
  const arn = isExpress ? expressArn(place, machine.name, name, ids.uuid()) : executionArn(place, machine.name, name);
  const known = isExpress ? undefined : store.findExecution(arn);
  if (known !== undefined && known.startedAt >= machine.createdAt) {
    if (!isOver(known) && known.input === input) return known;
    throw executionExists(arn);
  }
  const execution: Execution = {
    arn,
    name,
    type: machine.type,
    machine: machine.name,
    machineArn: machine.arn,
    versionArn: version?.arn,
    aliasArn: alias?.arn,
    revisionId,
    roleArn: store.revision(machine.arn, revisionId).roleArn,
    status: "RUNNING",
    input,
    startedAt: clock.now(),
    redriveCount: 0,
    traceHeader: given.traceHeader,
  };
  const definition = store.definition(execution);
  if (!isExpress) store.addExecution(execution);
  engine.begin(execution, definition);
  return execution;
}
