import type { RequestValidator } from "@aws-sdk/client-api-gateway";
import { badRequest, invalidId } from "../errors.ts";
import { listPage } from "../list-page.ts";
import { type RestApi, without } from "../model.ts";
import { listed, patched } from "../patch.ts";
import { type ApiGatewayOperation, on } from "../shapes.ts";
import type { ApiGatewayStore } from "../store.ts";
import { newId } from "./new-api.ts";

function validatorOf(
  store: ApiGatewayStore,
  apiId = "",
  id = "",
): { readonly api: RestApi; readonly validator: RequestValidator } {
  const api = store.findApi(apiId);
  const validator = api?.validators[id];
  if (api === undefined || validator === undefined) throw invalidId("Request Validator");
  return { api, validator };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRequestValidator.html */
export const createRequestValidator: ApiGatewayOperation<"CreateRequestValidator"> = {
  access: on("POST", "/restapis/{restApiId}/requestvalidators"),

  run({ store, ids }, { restApiId, name, validateRequestBody = false, validateRequestParameters = false }) {
    const api = store.api(restApiId);
    const validator = { id: newId(ids), name, validateRequestBody, validateRequestParameters };

    store.putApi({ ...api, validators: { ...api.validators, [validator.id]: validator } });
    return validator;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidator.html */
export const getRequestValidator: ApiGatewayOperation<"GetRequestValidator"> = {
  access: on("GET", "/restapis/{restApiId}/requestvalidators/{requestValidatorId}"),
  run: ({ store }, { restApiId, requestValidatorId }) => validatorOf(store, restApiId, requestValidatorId).validator,
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidators.html */
export const getRequestValidators: ApiGatewayOperation<"GetRequestValidators"> = {
  access: on("GET", "/restapis/{restApiId}/requestvalidators"),
  run: ({ store }, input) => listPage(Object.values(store.api(input.restApiId).validators), input, ({ id = "" }) => id),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRequestValidator.html */
export const updateRequestValidator: ApiGatewayOperation<"UpdateRequestValidator"> = {
  access: on("PATCH", "/restapis/{restApiId}/requestvalidators/{requestValidatorId}"),

  run({ store }, { restApiId, requestValidatorId = "", patchOperations }) {
    const { api, validator } = validatorOf(store, restApiId, requestValidatorId);
    const rules = { "/name": "text", "/validateRequestParameters": "flag", "/validateRequestBody": "flag" } as const;
    const changed = patched(validator, patchOperations, { rules, ...listed(Object.keys(rules)) });
    if (changed.name === undefined || changed.name === "") throw badRequest("Request Validator name cannot be blank");

    store.putApi({ ...api, validators: { ...api.validators, [requestValidatorId]: changed } });
    return changed;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRequestValidator.html */
export const deleteRequestValidator: ApiGatewayOperation<"DeleteRequestValidator"> = {
  access: on("DELETE", "/restapis/{restApiId}/requestvalidators/{requestValidatorId}"),

  run({ store }, { restApiId, requestValidatorId = "" }) {
    const { api } = validatorOf(store, restApiId, requestValidatorId);
    store.putApi({ ...api, validators: without(api.validators, requestValidatorId) });
  },
};
