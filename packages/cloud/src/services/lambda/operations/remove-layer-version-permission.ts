import { noSuchStatement, revisionMismatch } from "../errors.ts";
import { onLayerVersion } from "../layers/layer-access.ts";
import { namedLayerVersion } from "../layers/named-layer-version.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_RemoveLayerVersionPermission.html */
export const removeLayerVersionPermission: LambdaOperation<"RemoveLayerVersionPermission"> = {
  access: onLayerVersion("RemoveLayerVersionPermission"),

  run(call, input) {
    const { store, ids } = call;
    const layer = namedLayerVersion(call, input);
    if (input.RevisionId !== undefined && input.RevisionId !== layer.revisionId) {
      throw revisionMismatch("GetLayerVersionPolicy");
    }
    const permissions = layer.permissions.filter(({ sid }) => sid !== input.StatementId);
    if (permissions.length === layer.permissions.length) throw noSuchStatement(input.StatementId ?? "");

    store.layers.put({ ...layer, permissions, revisionId: ids.uuid() });
  },
};
