import { nothingThere } from "../errors.ts";
import { checkVersionNumber, onLayerVersion } from "../layers/layer-access.ts";
import { layerName } from "../layers/layer-model.ts";
import { describeLayerContent } from "../layers/layer-output.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersion.html */
export const getLayerVersion: LambdaOperation<"GetLayerVersion"> = {
  access: onLayerVersion("GetLayerVersion"),

  run(call, input) {
    checkVersionNumber(input.VersionNumber);
    const layer = call.store.layers.find(layerName(input.LayerName), input.VersionNumber ?? 0);
    if (layer === undefined) throw nothingThere();

    return describeLayerContent(call, layer);
  },
};
