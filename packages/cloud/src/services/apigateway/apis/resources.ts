import type { Method, Resource as ResourceOutput } from "@aws-sdk/client-api-gateway";
import { badRequest, conflict } from "../errors.ts";
import { listPage } from "../list-page.ts";
import type { Resource, RestApi } from "../model.ts";
import { badPatchPath, patched } from "../patch.ts";
import { type ApiGatewayOperation, on } from "../shapes.ts";
import { newId } from "./new-api.ts";

/** With `embed=methods` the methods are shown whole, else only which there are. */
export function resourceOutput(resource: Resource, embed: readonly string[] | undefined): ResourceOutput {
  const shown = embed?.includes("methods") === true ? resource.methods : bare(resource.methods);
  const hasMethods = Object.keys(resource.methods).length > 0;
  return {
    id: resource.id,
    parentId: resource.parentId,
    pathPart: resource.pathPart,
    path: resource.path,
    resourceMethods: hasMethods ? { ...shown } : undefined,
  };
}

const bare = (methods: Resource["methods"]): Record<string, Method> =>
  Object.fromEntries(Object.keys(methods).map((verb) => [verb, {}]));

export const joined = (parent: string, part: string): string => (parent === "/" ? `/${part}` : `${parent}/${part}`);

/** A resource that stands beside another may not take the same requests. */
function checkPart(api: RestApi, parent: Resource, pathPart: string, own?: string): void {
  if (!/^(\{[a-zA-Z0-9._:-]+\+?\}|[a-zA-Z0-9._:-]+)$/.test(pathPart)) {
    throw badRequest(
      "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
    );
  }
  if (/\+\}$/.test(parent.pathPart ?? "")) {
    throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`);
  }
  const siblings = Object.values(api.resources).filter(({ id, parentId }) => parentId === parent.id && id !== own);
  if (siblings.some((sibling) => sibling.pathPart === pathPart)) {
    throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
  }
  const variable = siblings.find(
    (sibling) =>
      isVariable(sibling.pathPart) && isVariable(pathPart) && isGreedy(sibling.pathPart) === isGreedy(pathPart),
  );
  if (variable !== undefined) {
    throw badRequest(
      `A sibling (${variable.pathPart}) of this resource already has a variable path part -- only one is allowed`,
    );
  }
}

const isVariable = (part: string | undefined): boolean => part?.startsWith("{") === true;
const isGreedy = (part: string | undefined): boolean => part?.endsWith("+}") === true;

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateResource.html */
export const createResource: ApiGatewayOperation<"CreateResource"> = {
  access: on("POST", "/restapis/{restApiId}/resources/{parentId}"),

  run({ store, ids }, { restApiId, parentId, pathPart = "" }) {
    const { api, resource: parent } = store.resource(restApiId, parentId);
    checkPart(api, parent, pathPart);

    const id = newId(ids);
    const resource: Resource = { id, parentId: parent.id, pathPart, path: joined(parent.path, pathPart), methods: {} };
    store.putApi({ ...api, resources: { ...api.resources, [id]: resource } });
    return resourceOutput(resource, undefined);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetResource.html */
export const getResource: ApiGatewayOperation<"GetResource"> = {
  access: on("GET", "/restapis/{restApiId}/resources/{resourceId}"),
  run: ({ store }, { restApiId, resourceId, embed }) =>
    resourceOutput(store.resource(restApiId, resourceId).resource, embed),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html */
export const getResources: ApiGatewayOperation<"GetResources"> = {
  access: on("GET", "/restapis/{restApiId}/resources"),

  run({ store }, input) {
    const { items, position } = listPage(Object.values(store.api(input.restApiId).resources), input, ({ id }) => id);
    return { items: items.map((resource) => resourceOutput(resource, input.embed)), position };
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateResource.html */
export const updateResource: ApiGatewayOperation<"UpdateResource"> = {
  access: on("PATCH", "/restapis/{restApiId}/resources/{resourceId}"),

  run({ store }, { restApiId, resourceId, patchOperations }) {
    const { api, resource } = store.resource(restApiId, resourceId);
    if (resource.parentId === undefined) throw badRequest("Root resource cannot update its path part.");
    const rules = { "/pathPart": "text", "/parentId": "text" } as const;
    const moved = patched(resource, patchOperations, { rules, badPath: badPatchPath });
    const { resource: parent } = store.resource(restApiId, moved.parentId);
    if (`${parent.path}/`.startsWith(`${resource.path}/`)) throw badRequest("Resource cannot be cyclic.");
    checkPart(api, parent, moved.pathPart ?? "", resource.id);

    const resources = withPaths({ ...api.resources, [resource.id]: moved }, resource.id);
    store.putApi({ ...api, resources });
    return resourceOutput(resources[resource.id] ?? moved, undefined);
  },
};

/** A resource that moves takes all below it along. */
function withPaths(resources: RestApi["resources"], id: string): Record<string, Resource> {
  const moved = resources[id];
  const parent = resources[moved?.parentId ?? ""];
  if (moved === undefined) return resources;
  const placed = { ...moved, path: joined(parent?.path ?? "/", moved.pathPart ?? "") };
  const children = Object.values(resources).filter(({ parentId }) => parentId === id);
  return children.reduce((all, child) => withPaths(all, child.id), { ...resources, [id]: placed });
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteResource.html */
export const deleteResource: ApiGatewayOperation<"DeleteResource"> = {
  access: on("DELETE", "/restapis/{restApiId}/resources/{resourceId}"),

  run({ store }, { restApiId, resourceId }) {
    const { api, resource } = store.resource(restApiId, resourceId);
    if (resource.parentId === undefined) throw badRequest("Root resource cannot be deleted");
    const prefix = `${resource.path}/`;
    const kept = Object.entries(api.resources).filter(
      ([id, { path }]) => id !== resource.id && !path.startsWith(prefix),
    );

    store.putApi({ ...api, resources: Object.fromEntries(kept) });
  },
};
