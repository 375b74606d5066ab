import { pageOf } from "../../../kernel/paging.ts";
import { layerArn } from "../layers/layer-model.ts";
import { describeLayerVersion } from "../layers/layer-output.ts";
import type { LambdaOperation } from "../shapes.ts";

const itemsDefault = 50;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_ListLayers.html */
export const listLayers: LambdaOperation<"ListLayers"> = {
  access: () => ({ action: "lambda:ListLayers", resource: "*" }),

  run(call, input) {
    const newest = [...call.store.layers.newest()].filter(
      (layer) =>
        (input.CompatibleRuntime === undefined || layer.runtimes.includes(input.CompatibleRuntime)) &&
        (input.CompatibleArchitecture === undefined || layer.architectures.includes(input.CompatibleArchitecture)),
    );
    const { items, next } = pageOf(newest, {
      token: input.Marker,
      max: Math.min(input.MaxItems ?? itemsDefault, itemsDefault),
      idOf: ({ name }) => name,
    });

    return {
      Layers: items.map((layer) => ({
        LayerName: layer.name,
        LayerArn: layerArn(call, layer.name),
        LatestMatchingVersion: describeLayerVersion(call, layer),
      })),
      ...(next === undefined ? {} : { NextMarker: next }),
    };
  },
};
