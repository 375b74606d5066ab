import { nothingThere } from "../errors.ts";
import { readLayerArn } from "../layers/layer-model.ts";
import { describeLayerContent } from "../layers/layer-output.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetLayerVersionByArn.html */
export const getLayerVersionByArn: LambdaOperation<"GetLayerVersionByArn"> = {
  access: (input) => ({ action: "lambda:GetLayerVersion", resource: input.Arn }),

  run(call, input) {
    const { name, version } = readLayerArn(input.Arn) ?? { name: "", version: 0 };
    const layer = call.store.layers.find(name, version);
    if (layer === undefined) throw nothingThere();

    return describeLayerContent(call, layer);
  },
};
