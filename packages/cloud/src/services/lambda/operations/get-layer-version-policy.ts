import { nothingThere } from "../errors.ts";
import { onLayerVersion } from "../layers/layer-access.ts";
import { layerName } from "../layers/layer-model.ts";
import { policyText } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionPolicy.html */
export const getLayerVersionPolicy: LambdaOperation<"GetLayerVersionPolicy"> = {
  access: onLayerVersion("GetLayerVersionPolicy"),

  run({ store }, input) {
    const layer = store.layers.find(layerName(input.LayerName), input.VersionNumber ?? 0);
    const Policy = layer === undefined ? undefined : policyText(layer.permissions);
    if (layer === undefined || Policy === undefined) throw nothingThere();

    return { Policy, RevisionId: layer.revisionId };
  },
};
