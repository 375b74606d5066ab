import { pageOf } from "../../../kernel/paging.ts";
import { layerArn, layerName } from "../layers/layer-model.ts";
import { describeLayerVersion } from "../layers/layer-output.ts";
import type { LambdaOperation } from "../shapes.ts";

const itemsDefault = 50;
/** Tokens go up while versions come down. */
const versionMax = 1e12;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListLayerVersions.html */
export const listLayerVersions: LambdaOperation<"ListLayerVersions"> = {
  access: (input, scope) => ({
    action: "lambda:ListLayerVersions",
    resource: layerArn(scope, layerName(input.LayerName)),
  }),

  run(call, input) {
    const versions = [...call.store.layers.versions(layerName(input.LayerName))].filter(
      (layer) =>
        (input.CompatibleRuntime === undefined || layer.runtimes.includes(input.CompatibleRuntime)) &&
        (input.CompatibleArchitecture === undefined || layer.architectures.includes(input.CompatibleArchitecture)),
    );
    const { items, next } = pageOf(versions, {
      token: input.Marker,
      max: Math.min(input.MaxItems ?? itemsDefault, itemsDefault),
      idOf: ({ version }) => String(versionMax - version),
    });

    return {
      LayerVersions: items.map((layer) => describeLayerVersion(call, layer)),
      ...(next === undefined ? {} : { NextMarker: next }),
    };
  },
};
