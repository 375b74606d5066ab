import type { Scope } from "../../../kernel/operation.ts";
import type { ServiceKernel } from "../../../kernel/service.ts";
import { invalidParameter } from "../errors.ts";
import type { Code, FunctionVersion } from "../model.ts";
import type { LambdaStore } from "../store.ts";
import { readLayerArn } from "./layer-model.ts";

interface Place {
  readonly kernel: ServiceKernel;
  readonly store: LambdaStore;
  readonly scope: Scope;
}

/** The zips of a version's layers. Those of other accounts are not here; see README. */
export async function findLayerCode({ store, scope }: Place, fn: FunctionVersion): Promise<readonly Code[]> {
  return fn.layers.map(({ arn }) => {
    const read = readLayerArn(arn);
    const isHere = read?.account === scope.account && read.region === scope.region;
    const layer = isHere ? store.layers.find(read.name, read.version) : undefined;
    if (layer === undefined) throw invalidParameter(`Layer version ${arn} does not exist.`);
    return layer.code;
  });
}
