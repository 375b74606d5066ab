import type { Architecture, LayerVersionContentOutput, LayerVersionsListItem, Runtime } from "@aws-sdk/client-lambda";
import type { Call } from "../../../kernel/operation.ts";
import type { LambdaStore } from "../store.ts";
import { codeLocation } from "../urls/code-location.ts";
import { type LayerVersion, layerArn } from "./layer-model.ts";

type Described = LayerVersionsListItem & { readonly LayerVersionArn: string };

/** A version of a layer as lists have it. */
export const describeLayerVersion = (call: Call<LambdaStore>, layer: LayerVersion): Described => ({
  LayerVersionArn: `${layerArn(call, layer.name)}:${layer.version}`,
  Version: layer.version,
  Description: layer.description,
  CreatedDate: new Date(layer.createdAt).toISOString().replace("Z", "+0000"),
  ...(layer.runtimes.length === 0 ? {} : { CompatibleRuntimes: layer.runtimes as Runtime[] }),
  ...(layer.architectures.length === 0 ? {} : { CompatibleArchitectures: layer.architectures as Architecture[] }),
  ...(layer.license === undefined ? {} : { LicenseInfo: layer.license }),
});

/** The same with where its zip is, as GetLayerVersion answers. */
export const describeLayerContent = (
  call: Call<LambdaStore>,
  layer: LayerVersion,
): Described & { readonly LayerArn: string; readonly Content: LayerVersionContentOutput } => ({
  ...describeLayerVersion(call, layer),
  LayerArn: layerArn(call, layer.name),
  Content: {
    Location: codeLocation(call, layer.code),
    CodeSha256: layer.code.sha256,
    CodeSize: layer.code.bytes,
  },
});
