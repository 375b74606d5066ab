import type { Model } from "@aws-sdk/client-api-gateway";
import { badRequest, conflict, notFound } from "../errors.ts";
import { listPage } from "../list-page.ts";
import { type RestApi, without } from "../model.ts";
import { listed, patched } from "../patch.ts";
import { type ApiGatewayOperation, on } from "../shapes.ts";
import type { ApiGatewayStore } from "../store.ts";
import { newId } from "./new-api.ts";

function modelOf(
  store: ApiGatewayStore,
  apiId: string | undefined,
  name = "",
): { readonly api: RestApi; readonly model: Model } {
  const api = store.findApi(apiId ?? "");
  const model = api?.models[name];
  if (api === undefined || model === undefined) throw notFound(`Invalid model name specified: ${name}`);
  return { api, model };
}

function checkSchema(schema: string | undefined): void {
  let read: unknown;
  try {
    read = JSON.parse(schema === undefined || schema === "" ? "{}" : schema);
  } catch {
    throw badRequest(
      "Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]",
    );
  }
  if (typeof read === "object" && read !== null && Object.keys(read).length === 0) {
    throw badRequest("Model schema must have at least 1 property or array items defined");
  }
}

/** An empty description is none. */
const tidied = (model: Model): Model => ({
  ...model,
  description: model.description === "" ? undefined : model.description,
});

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateModel.html */
export const createModel: ApiGatewayOperation<"CreateModel"> = {
  access: on("POST", "/restapis/{restApiId}/models"),

  run({ store, ids }, { restApiId, name = "", contentType, description, schema }) {
    const api = store.api(restApiId);
    if (!/^[a-zA-Z0-9]+$/.test(name)) throw badRequest(`Model name must be alphanumeric: ${name}`);
    if (api.models[name] !== undefined) throw conflict("Model name already exists for this REST API");
    checkSchema(schema);

    const model = tidied({ id: newId(ids), name, contentType, description, schema });
    store.putApi({ ...api, models: { ...api.models, [name]: model } });
    return model;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetModel.html */
export const getModel: ApiGatewayOperation<"GetModel"> = {
  access: on("GET", "/restapis/{restApiId}/models/{modelName}"),
  run: ({ store }, { restApiId, modelName }) => modelOf(store, restApiId, modelName).model,
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetModels.html */
export const getModels: ApiGatewayOperation<"GetModels"> = {
  access: on("GET", "/restapis/{restApiId}/models"),
  run: ({ store }, input) => listPage(Object.values(store.api(input.restApiId).models), input, ({ name = "" }) => name),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateModel.html */
export const updateModel: ApiGatewayOperation<"UpdateModel"> = {
  access: on("PATCH", "/restapis/{restApiId}/models/{modelName}"),

  run({ store }, { restApiId, modelName, patchOperations }) {
    const { api, model } = modelOf(store, restApiId, modelName);
    const rules = { "/description": "text", "/schema": "text" } as const;
    const changed = tidied(patched(model, patchOperations, { rules, ...listed(Object.keys(rules)) }));
    checkSchema(changed.schema);

    store.putApi({ ...api, models: { ...api.models, [model.name ?? ""]: changed } });
    return changed;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteModel.html */
export const deleteModel: ApiGatewayOperation<"DeleteModel"> = {
  access: on("DELETE", "/restapis/{restApiId}/models/{modelName}"),

  run({ store }, { restApiId, modelName = "" }) {
    const { api } = modelOf(store, restApiId, modelName);
    // The newest of them is named.
    for (const { path, methods } of Object.values(api.resources).reverse()) {
      for (const [verb, method] of Object.entries(methods)) {
        if (Object.values(method.requestModels ?? {}).includes(modelName)) {
          throw conflict(`Cannot delete model '${modelName}', is referenced in method request: ${path}/${verb}`);
        }
      }
    }

    store.putApi({ ...api, models: without(api.models, modelName) });
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetModelTemplate.html */
export const getModelTemplate: ApiGatewayOperation<"GetModelTemplate"> = {
  access: on("GET", "/restapis/{restApiId}/models/{modelName}/default_template"),

  run({ store }, { restApiId, modelName }) {
    modelOf(store, restApiId, modelName);
    return { value: "#set($inputRoot = $input.path('$'))\n$inputRoot" };
  },
};
