import type { DocumentationPart, DocumentationVersion } from "@aws-sdk/client-api-gateway";
import { badRequest, conflict, invalidId } from "../errors.ts";
import { listPage } from "../list-page.ts";
import { type Kept, type RestApi, without } from "../model.ts";
import { badPatchPath, patched } from "../patch.ts";
import { type ApiGatewayOperation, on } from "../shapes.ts";
import type { ApiGatewayStore } from "../store.ts";
import { newId } from "./new-api.ts";

function partOf(
  store: ApiGatewayStore,
  apiId: string | undefined,
  id = "",
): { readonly api: RestApi; readonly part: DocumentationPart } {
  const api = store.api(apiId);
  const part = api.documentationParts[id];
  if (part === undefined) throw invalidId("Documentation part");
  return { api, part };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDocumentationPart.html */
export const createDocumentationPart: ApiGatewayOperation<"CreateDocumentationPart"> = {
  access: on("POST", "/restapis/{restApiId}/documentation/parts"),

  run({ store, ids }, { restApiId, location, properties }) {
    const api = store.api(restApiId);
    const place = JSON.stringify(location);
    if (Object.values(api.documentationParts).some((part) => JSON.stringify(part.location) === place)) {
      throw conflict(`Documentation part already exists for the specified location: ${place}`);
    }
    const part: DocumentationPart = { id: newId(ids), location, properties };

    store.putApi({ ...api, documentationParts: { ...api.documentationParts, [part.id ?? ""]: part } });
    return part;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationPart.html */
export const getDocumentationPart: ApiGatewayOperation<"GetDocumentationPart"> = {
  access: on("GET", "/restapis/{restApiId}/documentation/parts/{documentationPartId}"),
  run: ({ store }, { restApiId, documentationPartId }) => partOf(store, restApiId, documentationPartId).part,
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationParts.html */
export const getDocumentationParts: ApiGatewayOperation<"GetDocumentationParts"> = {
  access: on("GET", "/restapis/{restApiId}/documentation/parts"),

  run({ store }, input) {
    const parts = Object.values(store.api(input.restApiId).documentationParts).filter(
      ({ location }) =>
        (input.type === undefined || location?.type === input.type) &&
        (input.path === undefined || location?.path === input.path),
    );
    return listPage(parts, input, ({ id = "" }) => id);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDocumentationPart.html */
export const updateDocumentationPart: ApiGatewayOperation<"UpdateDocumentationPart"> = {
  access: on("PATCH", "/restapis/{restApiId}/documentation/parts/{documentationPartId}"),

  run({ store }, { restApiId, documentationPartId = "", patchOperations }) {
    const { api, part } = partOf(store, restApiId, documentationPartId);
    const changed = patched(part, patchOperations, { rules: { "/properties": "text" }, badPath: badPatchPath });
    if ((changed.properties ?? "") === "") throw badRequest("Documentation part properties must be non-empty");

    store.putApi({ ...api, documentationParts: { ...api.documentationParts, [documentationPartId]: changed } });
    return changed;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDocumentationPart.html */
export const deleteDocumentationPart: ApiGatewayOperation<"DeleteDocumentationPart"> = {
  access: on("DELETE", "/restapis/{restApiId}/documentation/parts/{documentationPartId}"),

  run({ store }, { restApiId, documentationPartId = "" }) {
    const { api } = partOf(store, restApiId, documentationPartId);
    store.putApi({ ...api, documentationParts: without(api.documentationParts, documentationPartId) });
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_ImportDocumentationParts.html */
export const importDocumentationParts: ApiGatewayOperation<"ImportDocumentationParts"> = {
  access: on("PUT", "/restapis/{restApiId}/documentation/parts"),

  run({ store, ids }, { restApiId, mode = "merge", body }) {
    const api = store.api(restApiId);
    const made = readParts(body).map((part) => ({ id: newId(ids), ...part }));

    const kept = mode === "overwrite" ? {} : api.documentationParts;
    const added = Object.fromEntries(made.map((part) => [part.id, part]));
    store.putApi({ ...api, documentationParts: { ...kept, ...added } });
    return { ids: made.map(({ id }) => id), warnings: [] };
  },
};

/** The parts stand in an OpenAPI document under a name of API Gateway's own. */
function readParts(body: Uint8Array | undefined): Pick<DocumentationPart, "location" | "properties">[] {
  try {
    const document = JSON.parse(Buffer.from(body ?? []).toString("utf8"));
    const parts: { location: DocumentationPart["location"]; properties: unknown }[] =
      document["x-amazon-apigateway-documentation"]?.documentationParts ?? [];
    return parts.map(({ location, properties }) => ({ location, properties: JSON.stringify(properties) }));
  } catch {
    throw badRequest("Unable to build importer with provided input.");
  }
}

const versionOutput = ({
  createdDate = 0,
  ...version
}: Kept<DocumentationVersion, "createdDate">): DocumentationVersion => ({
  ...version,
  createdDate: new Date(createdDate),
});

function versionOf(api: RestApi, name = ""): Kept<DocumentationVersion, "createdDate"> {
  const version = api.documentationVersions[name];
  if (version === undefined) throw invalidId("Documentation version");
  return version;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDocumentationVersion.html */
export const createDocumentationVersion: ApiGatewayOperation<"CreateDocumentationVersion"> = {
  access: on("POST", "/restapis/{restApiId}/documentation/versions"),

  run({ store, clock }, { restApiId, documentationVersion: version = "", stageName, description }) {
    const api = store.api(restApiId);
    if (api.documentationVersions[version] !== undefined) throw conflict("Documentation version already exists");
    const made = { version, description, createdDate: clock.now() };

    store.putApi({ ...api, documentationVersions: { ...api.documentationVersions, [version]: made } });
    if (stageName !== undefined) {
      store.putStage(api.id, { ...store.stage(api.id, stageName), documentationVersion: version });
    }
    return versionOutput(made);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationVersion.html */
export const getDocumentationVersion: ApiGatewayOperation<"GetDocumentationVersion"> = {
  access: on("GET", "/restapis/{restApiId}/documentation/versions/{documentationVersion}"),
  run: ({ store }, { restApiId, documentationVersion }) =>
    versionOutput(versionOf(store.api(restApiId), documentationVersion)),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationVersions.html */
export const getDocumentationVersions: ApiGatewayOperation<"GetDocumentationVersions"> = {
  access: on("GET", "/restapis/{restApiId}/documentation/versions"),

  run({ store }, input) {
    const versions = Object.values(store.api(input.restApiId).documentationVersions);
    const { items, position } = listPage(versions, input, ({ version = "" }) => version);
    return { items: items.map(versionOutput), position };
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDocumentationVersion.html */
export const updateDocumentationVersion: ApiGatewayOperation<"UpdateDocumentationVersion"> = {
  access: on("PATCH", "/restapis/{restApiId}/documentation/versions/{documentationVersion}"),

  run({ store }, { restApiId, documentationVersion = "", patchOperations }) {
    const api = store.api(restApiId);
    const rules = { "/description": "text" } as const;
    const changed = patched(versionOf(api, documentationVersion), patchOperations, { rules, badPath: badPatchPath });

    store.putApi({ ...api, documentationVersions: { ...api.documentationVersions, [documentationVersion]: changed } });
    return versionOutput(changed);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDocumentationVersion.html */
export const deleteDocumentationVersion: ApiGatewayOperation<"DeleteDocumentationVersion"> = {
  access: on("DELETE", "/restapis/{restApiId}/documentation/versions/{documentationVersion}"),

  run({ store }, { restApiId, documentationVersion = "" }) {
    const api = store.api(restApiId);
    versionOf(api, documentationVersion);
    store.putApi({ ...api, documentationVersions: without(api.documentationVersions, documentationVersion) });
  },
};
