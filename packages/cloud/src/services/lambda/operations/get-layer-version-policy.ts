import { noPolicyThere } from "../errors.ts";
import { onLayerVersion } from "../layers/layer-access.ts";
import { namedLayerVersion } from "../layers/named-layer-version.ts";
import { policyText } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionPolicy.html */
export const getLayerVersionPolicy: LambdaOperation<"GetLayerVersionPolicy"> = {
  access: onLayerVersion("GetLayerVersionPolicy"),

  run(call, input) {
    const layer = namedLayerVersion(call, input);
    const Policy = policyText(layer.permissions);
    if (Policy === undefined) throw noPolicyThere();

    return { Policy, RevisionId: layer.revisionId };
  },
};
