import { readCode } from "../code/read-code.ts";
import { layerArn, layerName } from "../layers/layer-model.ts";
import { describeLayerContent } from "../layers/layer-output.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PublishLayerVersion.html */
export const publishLayerVersion: LambdaOperation<"PublishLayerVersion"> = {
  access: (input, scope) => ({
    action: "lambda:PublishLayerVersion",
    resource: layerArn(scope, layerName(input.LayerName)),
  }),

  async run(call, input) {
    const { store, ids, clock } = call;
    const name = layerName(input.LayerName);
    const code = await readCode(call, input.Content ?? {}, "PublishLayerVersion");

    const layer = {
      name,
      version: store.layers.nextVersion(name),
      description: input.Description ?? "",
      license: input.LicenseInfo,
      runtimes: input.CompatibleRuntimes ?? [],
      architectures: input.CompatibleArchitectures ?? [],
      code,
      createdAt: clock.now(),
      permissions: [],
      revisionId: ids.uuid(),
    };
    store.layers.put(layer);

    return describeLayerContent(call, layer);
  },
};
