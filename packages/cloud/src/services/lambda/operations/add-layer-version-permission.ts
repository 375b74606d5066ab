import { conflict, nothingThere, revisionMismatch } from "../errors.ts";
import { onLayerVersion } from "../layers/layer-access.ts";
import { layerArn, layerName } from "../layers/layer-model.ts";
import { permissionOf } from "../permission.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_AddLayerVersionPermission.html */
export const addLayerVersionPermission: LambdaOperation<"AddLayerVersionPermission"> = {
  access: onLayerVersion("AddLayerVersionPermission"),

  run(call, input) {
    const { store, ids } = call;
    const name = layerName(input.LayerName);
    const arn = `${layerArn(call, name)}:${input.VersionNumber}`;
    const layer = store.layers.find(name, input.VersionNumber ?? 0);
    if (layer === undefined) throw nothingThere();
    if (input.RevisionId !== undefined && input.RevisionId !== layer.revisionId) {
      throw revisionMismatch("GetLayerVersionPolicy");
    }
    if (layer.permissions.some(({ sid }) => sid === input.StatementId)) {
      throw conflict(
        `The statement id (${input.StatementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
      );
    }

    const permission = permissionOf({ ...input, PrincipalOrgID: input.OrganizationId }, arn);
    const revisionId = ids.uuid();
    store.layers.put({ ...layer, permissions: [...layer.permissions, permission], revisionId });

    return { Statement: permission.statement, RevisionId: revisionId };
  },
};
