import type { Method } from "@aws-sdk/client-api-gateway";
import { badRequest, conflict, notFound } from "../errors.ts";
import { type RestApi, without } from "../model.ts";
import { badPatchPath, onlyReplace, patched } from "../patch.ts";
import { type ApiGatewayOperation, on } from "../shapes.ts";
import { findMethod, keepMethod } from "./find-method.ts";

const methodPath = "/restapis/{restApiId}/resources/{resourceId}/methods/{httpMethod}";
const verbs = new Set(["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"]);

function check(api: RestApi, method: Method): void {
  const names = Object.keys(method.requestParameters ?? {}).map((name) => name.split(".").slice(3).join("."));
  if (new Set(names).size < names.length) {
    throw badRequest("Parameter names must be unique across querystring, header and path");
  }
  const needsAuthorizer = method.authorizationType === "CUSTOM" || method.authorizationType === "COGNITO_USER_POOLS";
  if (needsAuthorizer && api.authorizers[method.authorizerId ?? ""] === undefined) {
    throw badRequest(
      "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
    );
  }
  if (method.requestValidatorId !== undefined && api.validators[method.requestValidatorId] === undefined) {
    throw badRequest("Invalid Request Validator identifier specified");
  }
  for (const name of Object.values(method.requestModels ?? {})) {
    if (api.models[name] === undefined) throw badRequest(`Invalid model identifier specified: ${name}`);
  }
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html */
export const putMethod: ApiGatewayOperation<"PutMethod"> = {
  access: on("PUT", methodPath),

  run({ store }, { restApiId, resourceId, httpMethod = "", ...input }) {
    const { api, resource } = store.resource(restApiId, resourceId);
    if (!verbs.has(httpMethod)) throw badRequest("Invalid HTTP method specified");
    if (resource.methods[httpMethod] !== undefined) throw conflict("Method already exists for this resource");
    const method: Method = {
      httpMethod,
      authorizationType: input.authorizationType,
      authorizerId: input.authorizerId,
      apiKeyRequired: input.apiKeyRequired ?? false,
      requestValidatorId: input.requestValidatorId,
      operationName: input.operationName,
      requestParameters: input.requestParameters,
      requestModels: input.requestModels,
      authorizationScopes: input.authorizationScopes,
    };
    check(api, method);

    keepMethod(store, { api, resource, method });
    return method;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethod.html */
export const getMethod: ApiGatewayOperation<"GetMethod"> = {
  access: on("GET", methodPath),
  run: ({ store }, input) => findMethod(store, input).method,
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateMethod.html */
export const updateMethod: ApiGatewayOperation<"UpdateMethod"> = {
  access: on("PATCH", methodPath),

  run({ store }, { patchOperations, ...place }) {
    const found = findMethod(store, place);
    const changed = patched(found.method, patchOperations, {
      rules: {
        "/authorizationType": "text",
        "/authorizerId": "text",
        "/apiKeyRequired": "flag",
        "/requestValidatorId": "text",
        "/operationName": "text",
        "/requestParameters": "flags",
        "/requestModels": "texts",
        "/authorizationScopes": "list",
      },
      badPath: badPatchPath,
      badOp: onlyReplace,
      missing: (map) =>
        map === "/requestModels"
          ? notFound("Content-Type specified was not found")
          : notFound("Invalid parameter name specified"),
    });
    check(found.api, changed);
    // An authorizer is only kept by a method that asks it; maps without entries are not there.
    const method = {
      ...changed,
      authorizerId: changed.authorizationType === "CUSTOM" ? changed.authorizerId : undefined,
      requestModels: filled(changed.requestModels),
      requestParameters: filled(changed.requestParameters),
    };

    keepMethod(store, { ...found, method });
    return method;
  },
};

const filled = <Map extends object>(map: Map | undefined): Map | undefined =>
  map === undefined || Object.keys(map).length === 0 ? undefined : map;

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethod.html */
export const deleteMethod: ApiGatewayOperation<"DeleteMethod"> = {
  access: on("DELETE", methodPath),

  run({ store }, input) {
    const { api, resource, method } = findMethod(store, input);
    const methods = without(resource.methods, method.httpMethod ?? "");
    store.putApi({ ...api, resources: { ...api.resources, [resource.id]: { ...resource, methods } } });
  },
};

const responsePath = `${methodPath}/responses/{statusCode}`;

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethodResponse.html */
export const putMethodResponse: ApiGatewayOperation<"PutMethodResponse"> = {
  access: on("PUT", responsePath),

  run({ store }, { statusCode = "", responseParameters, responseModels, ...place }) {
    const found = findMethod(store, place);
    if (found.method.methodResponses?.[statusCode] !== undefined) {
      throw conflict("Response already exists for this resource");
    }
    const response = { statusCode, responseParameters, responseModels };

    const methodResponses = { ...found.method.methodResponses, [statusCode]: response };
    keepMethod(store, { ...found, method: { ...found.method, methodResponses } });
    return response;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethodResponse.html */
export const getMethodResponse: ApiGatewayOperation<"GetMethodResponse"> = {
  access: on("GET", responsePath),

  run({ store }, { statusCode = "", ...place }) {
    const response = findMethod(store, place).method.methodResponses?.[statusCode];
    if (response === undefined) throw invalidStatus();
    return response;
  },
};

const invalidStatus = () => notFound("Invalid Response status code specified");

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateMethodResponse.html */
export const updateMethodResponse: ApiGatewayOperation<"UpdateMethodResponse"> = {
  access: on("PATCH", responsePath),

  run({ store }, { statusCode = "", patchOperations, ...place }) {
    const found = findMethod(store, place);
    const before = found.method.methodResponses?.[statusCode];
    if (before === undefined) throw invalidStatus();
    const response = patched(before, patchOperations, {
      rules: { "/responseParameters": "flags", "/responseModels": "texts" },
      badPath: badPatchPath,
      missing: (map) =>
        map === "/responseModels"
          ? notFound("Content-Type specified was not found")
          : notFound("Invalid parameter name specified"),
    });

    const methodResponses = { ...found.method.methodResponses, [statusCode]: response };
    keepMethod(store, { ...found, method: { ...found.method, methodResponses } });
    return response;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethodResponse.html */
export const deleteMethodResponse: ApiGatewayOperation<"DeleteMethodResponse"> = {
  access: on("DELETE", responsePath),

  run({ store }, { statusCode = "", ...place }) {
    const found = findMethod(store, place);
    if (found.method.methodResponses?.[statusCode] === undefined) throw invalidStatus();
    const methodResponses = without(found.method.methodResponses, statusCode);
    keepMethod(store, { ...found, method: { ...found.method, methodResponses } });
  },
};
