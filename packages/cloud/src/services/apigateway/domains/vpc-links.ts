import { newId } from "../apis/new-api.ts";
import { listPage } from "../list-page.ts";
import type { Link } from "../model.ts";
import { badPatchPath, patched } from "../patch.ts";
import { type ApiGatewayOperation, on } from "../shapes.ts";
import type { ApiGatewayStore } from "../store.ts";

const linkOf = (store: ApiGatewayStore, id: string | undefined): Link =>
  store.existing(store.links, id, "Invalid Vpc Link identifier specified");

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateVpcLink.html */
export const createVpcLink: ApiGatewayOperation<"CreateVpcLink"> = {
  access: on("POST", "/vpclinks"),

  run({ store, ids }, { name, description, targetArns, tags }) {
    const link: Link = { id: newId(ids), name, description, targetArns, tags, status: "AVAILABLE" };
    store.links.put(link.id, link);
    return link;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetVpcLink.html */
export const getVpcLink: ApiGatewayOperation<"GetVpcLink"> = {
  access: on("GET", "/vpclinks/{vpcLinkId}"),
  run: ({ store }, { vpcLinkId }) => linkOf(store, vpcLinkId),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetVpcLinks.html */
export const getVpcLinks: ApiGatewayOperation<"GetVpcLinks"> = {
  access: on("GET", "/vpclinks"),
  run: ({ store }, input) => listPage(store.links.list(), input, ({ id }) => id),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateVpcLink.html */
export const updateVpcLink: ApiGatewayOperation<"UpdateVpcLink"> = {
  access: on("PATCH", "/vpclinks/{vpcLinkId}"),

  run({ store }, { vpcLinkId, patchOperations }) {
    const rules = { "/name": "text", "/description": "text" } as const;
    const link = patched(linkOf(store, vpcLinkId), patchOperations, { rules, badPath: badPatchPath });
    store.links.put(link.id, link);
    return link;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteVpcLink.html */
export const deleteVpcLink: ApiGatewayOperation<"DeleteVpcLink"> = {
  access: on("DELETE", "/vpclinks/{vpcLinkId}"),

  run({ store }, { vpcLinkId }) {
    store.links.delete(linkOf(store, vpcLinkId).id);
  },
};
