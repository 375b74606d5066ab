import { newApi } from "../apis/new-api.ts";
import { apiOutput } from "../apis/rest-apis.ts";
import { type ApiGatewayOperation, on, type Shapes } from "../shapes.ts";
import { parseDocument, withDocument } from "./read-document.ts";
import { documentOf } from "./write-document.ts";

type Exported = Shapes["GetExport"]["output"];

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html */
export const importRestApi: ApiGatewayOperation<"ImportRestApi"> = {
  access: on("POST", "/restapis"),

  run(call, { body, parameters }) {
    const document = parseDocument(body);
    const types = parameters?.["endpointConfigurationTypes"]?.split(",") as ("REGIONAL" | "EDGE")[] | undefined;
    const made = newApi(call, {
      name: document.info?.title ?? "Untitled API",
      ...(types === undefined ? {} : { endpointConfiguration: { types } }),
    });

    const api = withDocument(call.ids, made, document);
    call.store.putApi(api);
    return apiOutput(api);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_PutRestApi.html */
export const putRestApi: ApiGatewayOperation<"PutRestApi"> = {
  access: on("PUT", "/restapis/{restApiId}"),

  run({ store, ids }, { restApiId, mode = "merge", body }) {
    const document = parseDocument(body);
    const before = store.api(restApiId);
    const root = { id: before.rootResourceId, path: "/", methods: {} };
    // What stays is what the document has no words for.
    const kept =
      mode === "merge"
        ? before
        : { ...before, resources: { [root.id]: root }, validators: {}, authorizers: {}, gatewayResponses: {} };

    const api = withDocument(ids, kept, document);
    store.putApi(api);
    return apiOutput(api);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetExport.html */
export const getExport: ApiGatewayOperation<"GetExport"> = {
  access: on("GET", "/restapis/{restApiId}/stages/{stageName}/exports/{exportType}"),

  run({ store }, { restApiId, stageName = "", parameters }) {
    const api = store.api(restApiId);
    const { snapshot } = store.deployment(api.id, store.stage(api.id, stageName).deploymentId);
    const hasIntegrations = parameters?.["extensions"]?.includes("integrations") === true;
    const document = documentOf(api, snapshot, stageName, hasIntegrations);
    return {
      contentType: "application/json",
      contentDisposition: `attachment; filename="${api.id}-${stageName}.json"`,
      body: Buffer.from(JSON.stringify(document, undefined, 2)) as unknown as NonNullable<Exported["body"]>,
    };
  },
};
