import { notFound, nothingThere, revisionMismatch } from "../errors.ts";
import { onLayerVersion } from "../layers/layer-access.ts";
import { layerName } from "../layers/layer-model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_RemoveLayerVersionPermission.html */
export const removeLayerVersionPermission: LambdaOperation<"RemoveLayerVersionPermission"> = {
  access: onLayerVersion("RemoveLayerVersionPermission"),

  run({ store, ids }, input) {
    const layer = store.layers.find(layerName(input.LayerName), input.VersionNumber ?? 0);
    if (layer === undefined) throw nothingThere();
    if (input.RevisionId !== undefined && input.RevisionId !== layer.revisionId) {
      throw revisionMismatch("GetLayerVersionPolicy");
    }
    const permissions = layer.permissions.filter(({ sid }) => sid !== input.StatementId);
    if (permissions.length === layer.permissions.length) {
      throw notFound(`Statement ${input.StatementId} is not found in resource policy.`);
    }

    store.layers.put({ ...layer, permissions, revisionId: ids.uuid() });
  },
};
