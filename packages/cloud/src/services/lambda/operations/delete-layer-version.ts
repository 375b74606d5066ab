import { checkVersionNumber, onLayerVersion } from "../layers/layer-access.ts";
import { layerName } from "../layers/layer-model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteLayerVersion.html */
export const deleteLayerVersion: LambdaOperation<"DeleteLayerVersion"> = {
  access: onLayerVersion("DeleteLayerVersion"),

  run({ store }, input) {
    checkVersionNumber(input.VersionNumber);
    const layer = store.layers.find(layerName(input.LayerName), input.VersionNumber ?? 0);
    // Deleting what is not there is no mistake.
    if (layer !== undefined) store.layers.delete(layer);
  },
};
