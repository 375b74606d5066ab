import { permissionExists, revisionMismatch } from "../errors.ts";
import { onLayerVersion } from "../layers/layer-access.ts";
import { layerVersionArn } from "../layers/layer-model.ts";
import { namedLayerVersion } from "../layers/named-layer-version.ts";
import { permissionOf } from "../permission.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html */
export const addLayerVersionPermission: LambdaOperation<"AddLayerVersionPermission"> = {
  access: onLayerVersion("AddLayerVersionPermission"),

  run(call, input) {
    const { store, ids } = call;
    const layer = namedLayerVersion(call, input);
    if (input.RevisionId !== undefined && input.RevisionId !== layer.revisionId) {
      throw revisionMismatch("GetLayerVersionPolicy");
    }
    if (layer.permissions.some(({ sid }) => sid === input.StatementId)) {
      throw permissionExists(input.StatementId);
    }

    const permission = permissionOf({ ...input, PrincipalOrgID: input.OrganizationId }, layerVersionArn(call, layer));
    const revisionId = ids.uuid();
    store.layers.put({ ...layer, permissions: [...layer.permissions, permission], revisionId });

    return { Statement: permission.statement, RevisionId: revisionId };
  },
};
