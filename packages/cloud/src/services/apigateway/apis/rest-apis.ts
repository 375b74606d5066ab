import type { RestApi as RestApiOutput } from "@aws-sdk/client-api-gateway";
import { namesMappedTo } from "../domains/names-mapped-to.ts";
import { stillMapped } from "../errors.ts";
import { listPage } from "../list-page.ts";
import type { RestApi } from "../model.ts";
import { badPatchPath, patched } from "../patch.ts";
import { type ApiGatewayOperation, on } from "../shapes.ts";
import { patchedEndpoint } from "./endpoints.ts";
import { newApi } from "./new-api.ts";

export const apiOutput = (api: RestApi): RestApiOutput => ({
  id: api.id,
  name: api.name,
  description: api.description,
  createdDate: new Date(api.createdAt),
  version: api.version,
  warnings: api.warnings,
  binaryMediaTypes: api.binaryMediaTypes,
  minimumCompressionSize: api.minimumCompressionSize,
  apiKeySource: api.apiKeySource,
  endpointConfiguration: api.endpointConfiguration,
  // Twice escaped: clients unquote it once as a part of the answer, and once more as text.
  policy: api.policy === undefined ? undefined : JSON.stringify(api.policy).slice(1, -1),
  tags: api.tags,
  disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
  rootResourceId: api.rootResourceId,
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html */
export const createRestApi: ApiGatewayOperation<"CreateRestApi"> = {
  access: on("POST", "/restapis"),

  run(call, input) {
    const source = input.cloneFrom === undefined ? undefined : call.store.api(input.cloneFrom);
    const made = newApi(call, input);
    const api =
      source === undefined
        ? made
        : { ...source, id: made.id, name: made.name, createdAt: made.createdAt, description: made.description };

    call.store.putApi(api);
    return apiOutput(api);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApi.html */
export const getRestApi: ApiGatewayOperation<"GetRestApi"> = {
  access: on("GET", "/restapis/{restApiId}"),
  run: ({ store }, { restApiId }) => apiOutput(store.api(restApiId)),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRestApis.html */
export const getRestApis: ApiGatewayOperation<"GetRestApis"> = {
  access: on("GET", "/restapis"),

  run({ store }, input) {
    const { items, position } = listPage(store.apis(), input, ({ id }) => id);
    return { items: items.map(apiOutput), position };
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRestApi.html */
export const deleteRestApi: ApiGatewayOperation<"DeleteRestApi"> = {
  access: on("DELETE", "/restapis/{restApiId}"),

  async run(call, { restApiId }) {
    const { id } = call.store.api(restApiId);
    const names = await namesMappedTo(call, id);
    if (names.length > 0) throw stillMapped(id, names);

    call.store.deleteApi(id);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRestApi.html */
export const updateRestApi: ApiGatewayOperation<"UpdateRestApi"> = {
  access: on("PATCH", "/restapis/{restApiId}"),

  run({ store }, { restApiId, patchOperations = [] }) {
    const api = store.api(restApiId);
    const { endpoint, left } = patchedEndpoint(api.endpointConfiguration, patchOperations);
    const changed = patched({ ...api, endpointConfiguration: endpoint }, left, {
      rules: {
        "/name": "text",
        "/description": "text",
        "/version": "text",
        "/apiKeySource": "text",
        "/policy": "text",
        "/disableExecuteApiEndpoint": "flag",
        "/minimumCompressionSize": "number",
        "/binaryMediaTypes": "list",
        "/endpointConfiguration/vpcEndpointIds": "list",
      },
      memberOps: ["add", "remove"],
      badPath: badPatchPath,
    });
    const policy = changed.policy === "" ? undefined : changed.policy;

    store.putApi({ ...changed, policy });
    return { ...apiOutput({ ...changed, policy }), tags: api.tags ?? {} };
  },
};
