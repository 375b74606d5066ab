import { accessTo, accessToQualified } from "../access.ts";
import { readMachineArn } from "../arns.ts";
import { noSuchResource, typeNotSupported, validation } from "../errors.ts";
import { listOutput } from "../executions/execution-output.ts";
import { readListToken, writeListToken } from "../executions/list-token.ts";
import type { Execution } from "../model.ts";
import type { StatesOperation } from "../shapes.ts";
import type { StatesStore } from "../store.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */
export const listExecutions: StatesOperation<"ListExecutions"> = {
  access: (input) =>
    input.mapRunArn === undefined
      ? accessToQualified("ListExecutions", input.stateMachineArn)
      : accessTo("ListExecutions", input.mapRunArn),

  run({ store: { store } }, input) {
    const { group, isWanted } = listed(store, input);
    const max =
      input.maxResults === undefined || input.maxResults === 0 ? pageMax : Math.min(input.maxResults, pageMax);
    const after = input.nextToken === undefined ? undefined : readListToken(input.nextToken);
    const executions: Execution[] = [];
    let last: readonly [number, number] | undefined;
    for (const { execution, at } of store.executions(group, after)) {
      if (!isWanted(execution)) continue;
      if (executions.length >= max && last !== undefined) {
        return { executions: executions.map(listOutput), nextToken: writeListToken(last) };
      }
      executions.push(execution);
      last = at;
    }
    return { executions: executions.map(listOutput) };
  },
};

const pageMax = 100;

interface Listing {
  readonly group: string;
  readonly isWanted: (execution: Execution) => boolean;
}

function listed(store: StatesStore, input: Parameters<typeof listExecutions.run>[1]): Listing {
  const { statusFilter, redriveFilter, stateMachineArn, mapRunArn } = input;
  const isShown = ({ status, redriveCount }: Execution): boolean =>
    (statusFilter === undefined || status === statusFilter) &&
    (redriveFilter === undefined || (redriveFilter === "REDRIVEN") === redriveCount > 0);
  if ((stateMachineArn === undefined) === (mapRunArn === undefined)) {
    throw validation("Either a state machine ARN or a map run ARN must be specified, and not both");
  }
  if (mapRunArn !== undefined) {
    if (store.mapRun(mapRunArn) === undefined) throw noSuchResource(mapRunArn);
    return { group: mapRunArn, isWanted: isShown };
  }
  const arn = stateMachineArn ?? "";
  const machine = store.machine(arn);
  if (machine.type === "EXPRESS") throw typeNotSupported("ListExecutions", "EXPRESS");
  const { qualifier } = readMachineArn(arn);
  return {
    group: machine.name,
    // Executions of an earlier machine of this name are not its own.
    isWanted: (execution) =>
      isShown(execution) &&
      execution.startedAt >= machine.createdAt &&
      (qualifier === undefined || execution.versionArn === arn || execution.aliasArn === arn),
  };
}
