import type { Authorizer } from "@aws-sdk/client-api-gateway";
import { badRequest, conflict, invalidId } from "../errors.ts";
import { listPage } from "../list-page.ts";
import { type RestApi, without } from "../model.ts";
import { badPatchPath, patched } from "../patch.ts";
import { type ApiGatewayOperation, on } from "../shapes.ts";
import type { ApiGatewayStore } from "../store.ts";
import { newId } from "./new-api.ts";

const ttlDefault = 300;

function authorizerOf(
  store: ApiGatewayStore,
  apiId: string | undefined,
  id = "",
): { readonly api: RestApi; readonly authorizer: Authorizer } {
  const api = store.api(apiId);
  const authorizer = api.authorizers[id];
  if (authorizer === undefined) throw invalidId("Authorizer");
  return { api, authorizer };
}

function check({ type, authorizerUri, identitySource, authorizerResultTtlInSeconds: ttl = 0 }: Authorizer): void {
  if (type === "COGNITO_USER_POOLS") throw badRequest("Authorizers of type COGNITO_USER_POOLS are not supported here");
  if (!/^arn:aws:apigateway:[^:]+:lambda:path\/.+\/functions\/.+\/invocations$/.test(authorizerUri ?? "")) {
    throw badRequest(
      `Invalid Authorizer URI: ${authorizerUri ?? "null"}. Authorizer URI should be a valid API Gateway ARN that represents a Lambda function invocation.`,
    );
  }
  if (type === "REQUEST" && ttl > 0 && (identitySource ?? "") === "") {
    throw badRequest("Identity source is required for REQUEST authorizers if caching is enabled");
  }
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html */
export const createAuthorizer: ApiGatewayOperation<"CreateAuthorizer"> = {
  access: on("POST", "/restapis/{restApiId}/authorizers"),

  run({ store, ids }, { restApiId = "", ...input }) {
    const api = store.findApi(restApiId);
    // Not what one would think, but what AWS says of an API that is not there.
    if (api === undefined) {
      throw conflict("Unable to complete operation due to concurrent modification. Please try again later.");
    }
    const authorizer: Authorizer = {
      id: newId(ids),
      name: input.name,
      type: input.type,
      providerARNs: input.providerARNs,
      authType: input.authType ?? "custom",
      authorizerUri: input.authorizerUri,
      authorizerCredentials: input.authorizerCredentials,
      identitySource:
        input.identitySource ?? (input.type === "TOKEN" ? "method.request.header.Authorization" : undefined),
      identityValidationExpression: input.identityValidationExpression,
      authorizerResultTtlInSeconds: input.authorizerResultTtlInSeconds ?? ttlDefault,
    };
    check(authorizer);
    if (Object.values(api.authorizers).some(({ name }) => name === input.name)) {
      throw badRequest(`Authorizer name must be unique. Authorizer ${input.name} already exists in this RestApi.`);
    }

    store.putApi({ ...api, authorizers: { ...api.authorizers, [authorizer.id ?? ""]: authorizer } });
    return authorizer;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizer.html */
export const getAuthorizer: ApiGatewayOperation<"GetAuthorizer"> = {
  access: on("GET", "/restapis/{restApiId}/authorizers/{authorizerId}"),
  run: ({ store }, { restApiId, authorizerId }) => authorizerOf(store, restApiId, authorizerId).authorizer,
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetAuthorizers.html */
export const getAuthorizers: ApiGatewayOperation<"GetAuthorizers"> = {
  access: on("GET", "/restapis/{restApiId}/authorizers"),
  run: ({ store }, input) =>
    listPage(Object.values(store.api(input.restApiId).authorizers), input, ({ id = "" }) => id),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAuthorizer.html */
export const updateAuthorizer: ApiGatewayOperation<"UpdateAuthorizer"> = {
  access: on("PATCH", "/restapis/{restApiId}/authorizers/{authorizerId}"),

  run({ store }, { restApiId, authorizerId = "", patchOperations }) {
    const { api, authorizer } = authorizerOf(store, restApiId, authorizerId);
    const changed = patched(authorizer, patchOperations, {
      rules: {
        "/name": "text",
        "/type": "text",
        "/authType": "text",
        "/authorizerUri": "text",
        "/authorizerCredentials": "text",
        "/identitySource": "text",
        "/identityValidationExpression": "text",
        "/authorizerResultTtlInSeconds": "number",
        "/providerARNs": "list",
      },
      badPath: badPatchPath,
    });
    check(changed);

    store.putApi({ ...api, authorizers: { ...api.authorizers, [authorizerId]: changed } });
    return changed;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteAuthorizer.html */
export const deleteAuthorizer: ApiGatewayOperation<"DeleteAuthorizer"> = {
  access: on("DELETE", "/restapis/{restApiId}/authorizers/{authorizerId}"),

  run({ store }, { restApiId, authorizerId = "" }) {
    const { api } = authorizerOf(store, restApiId, authorizerId);
    const isUsed = Object.values(api.resources).some(({ methods }) =>
      Object.values(methods).some((method) => method.authorizerId === authorizerId),
    );
    if (isUsed) throw conflict(`Authorizer is referenced by a method and cannot be deleted: ${authorizerId}`);
    store.putApi({ ...api, authorizers: without(api.authorizers, authorizerId) });
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_FlushStageAuthorizersCache.html */
export const flushStageAuthorizersCache: ApiGatewayOperation<"FlushStageAuthorizersCache"> = {
  access: on("DELETE", "/restapis/{restApiId}/stages/{stageName}/cache/authorizers"),

  run({ store }, { restApiId = "", stageName }) {
    store.stage(restApiId, stageName);
    store.limits.forgetAuthorizations(restApiId);
  },
};
