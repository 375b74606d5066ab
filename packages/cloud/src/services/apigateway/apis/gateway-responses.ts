import type { GatewayResponse, GatewayResponseType } from "@aws-sdk/client-api-gateway";
import { badRequest, notFound } from "../errors.ts";
import { type RestApi, without } from "../model.ts";
import { badPatchPath, patched } from "../patch.ts";
import { gatewayResponseTypes } from "../serving/gateway-response-types.ts";
import { type ApiGatewayOperation, on } from "../shapes.ts";

const defaultTemplates = { "application/json": '{"message":$context.error.messageString}' };

/** What the API says of a type itself, or else what every API says. */
function outputOf(api: RestApi, type: string): GatewayResponse {
  const own = api.gatewayResponses[type];
  return {
    responseType: type as GatewayResponseType,
    statusCode: own?.statusCode ?? gatewayResponseTypes[type]?.status,
    responseParameters: { ...own?.responseParameters },
    responseTemplates: { ...(own?.responseTemplates ?? defaultTemplates) },
    defaultResponse: own === undefined,
  };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponse.html */
export const getGatewayResponse: ApiGatewayOperation<"GetGatewayResponse"> = {
  access: on("GET", "/restapis/{restApiId}/gatewayresponses/{responseType}"),
  run: ({ store }, { restApiId, responseType = "" }) => outputOf(store.api(restApiId), responseType),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetGatewayResponses.html */
export const getGatewayResponses: ApiGatewayOperation<"GetGatewayResponses"> = {
  access: on("GET", "/restapis/{restApiId}/gatewayresponses"),

  run({ store }, { restApiId }) {
    const api = store.api(restApiId);
    return { items: Object.keys(gatewayResponseTypes).map((type) => outputOf(api, type)) };
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutGatewayResponse.html */
export const putGatewayResponse: ApiGatewayOperation<"PutGatewayResponse"> = {
  access: on("PUT", "/restapis/{restApiId}/gatewayresponses/{responseType}"),

  run({ store }, { restApiId, responseType = "", statusCode, responseParameters = {}, responseTemplates }) {
    const api = store.api(restApiId);
    const kept = { statusCode, responseParameters, responseTemplates: responseTemplates ?? defaultTemplates };

    const changed = { ...api, gatewayResponses: { ...api.gatewayResponses, [responseType]: kept } };
    store.putApi(changed);
    return outputOf(changed, responseType);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateGatewayResponse.html */
export const updateGatewayResponse: ApiGatewayOperation<"UpdateGatewayResponse"> = {
  access: on("PATCH", "/restapis/{restApiId}/gatewayresponses/{responseType}"),

  run({ store }, { restApiId, responseType = "", patchOperations = [] }) {
    const api = store.api(restApiId);
    const { statusCode, responseParameters = {}, responseTemplates = {} } = outputOf(api, responseType);
    for (const { path = "", value, op } of patchOperations) {
      const map = /^\/(responseParameters|responseTemplates)\//.exec(path)?.[1];
      if (map !== undefined && op !== "remove" && (value ?? "") === "") {
        throw badRequest(`Invalid null or empty value in ${map}`);
      }
    }
    const kept = patched({ statusCode, responseParameters, responseTemplates }, patchOperations, {
      rules: { "/statusCode": "text", "/responseParameters": "texts", "/responseTemplates": "texts" },
      badPath: badPatchPath,
      missing: () => notFound("Invalid parameter name specified"),
    });

    const changed = { ...api, gatewayResponses: { ...api.gatewayResponses, [responseType]: kept } };
    store.putApi(changed);
    return outputOf(changed, responseType);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteGatewayResponse.html */
export const deleteGatewayResponse: ApiGatewayOperation<"DeleteGatewayResponse"> = {
  access: on("DELETE", "/restapis/{restApiId}/gatewayresponses/{responseType}"),

  run({ store }, { restApiId, responseType = "" }) {
    const api = store.api(restApiId);
    if (api.gatewayResponses[responseType] === undefined) throw notFound("Gateway response type not defined on api");
    store.putApi({ ...api, gatewayResponses: without(api.gatewayResponses, responseType) });
  },
};
