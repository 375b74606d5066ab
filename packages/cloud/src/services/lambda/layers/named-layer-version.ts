import type { Call } from "../../../kernel/operation.ts";
import { layerVersionNotFound } from "../errors.ts";
import type { LambdaStore } from "../store.ts";
import { type LayerVersion, layerName, layerVersionArn } from "./layer-model.ts";

interface Named {
  readonly LayerName: string | undefined;
  readonly VersionNumber: number | undefined;
}

/** The version of a layer whose policy is asked for. Throws ResourceNotFoundException. */
export function namedLayerVersion(call: Call<LambdaStore>, { LayerName = "", VersionNumber = 0 }: Named): LayerVersion {
  const name = layerName(LayerName);
  const layer = call.store.layers.find(name, VersionNumber);
  if (layer === undefined) throw layerVersionNotFound(layerVersionArn(call, { name, version: VersionNumber }));
  return layer;
}
