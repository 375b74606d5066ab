import { readLayerArn } from "./layers/layer-model.ts";
import { policyText } from "./model.ts";
import type { LambdaStore } from "./store.ts";

/** The policy of the function, version, alias or layer version that an ARN names. */
export function resourcePolicy(store: LambdaStore, arn: string): string | undefined {
  const layer = readLayerArn(arn);
  if (layer !== undefined) return policyText(store.layers.find(layer.name, layer.version)?.permissions ?? []);
  const [, , , , , kind, name = "", qualifier] = arn.split(":");
  return kind === "function" ? policyText(store.permissions(name, qualifier)) : undefined;
}
