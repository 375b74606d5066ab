import type { ApiKey } from "@aws-sdk/client-api-gateway";
import { newApiId } from "../apis/new-api.ts";
import { badRequest, conflict, notFound } from "../errors.ts";
import { listPage } from "../list-page.ts";
import type { Key } from "../model.ts";
import { badPatchPath, patched } from "../patch.ts";
import { type ApiGatewayOperation, on } from "../shapes.ts";
import type { ApiGatewayStore } from "../store.ts";

const valueAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const descriptionMax = 125;

const keyOf = (store: ApiGatewayStore, id: string | undefined): Key =>
  store.existing(store.keys, id, "Invalid API Key identifier specified");

export const keyOutput = (
  { createdDate = 0, lastUpdatedDate = 0, value, ...key }: Key,
  withValue: boolean,
): ApiKey => ({
  ...key,
  ...(withValue ? { value } : {}),
  createdDate: new Date(createdDate),
  lastUpdatedDate: new Date(lastUpdatedDate),
});

function check({ description, value }: Pick<Key, "description" | "value">): void {
  if (description !== undefined && description.length > descriptionMax) {
    throw badRequest("Invalid API Key description specified.");
  }
  if (value.length < 20) throw badRequest("API Key value should be at least 20 characters");
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateApiKey.html */
export const createApiKey: ApiGatewayOperation<"CreateApiKey"> = {
  access: on("POST", "/apikeys"),

  run({ store, ids, clock }, { name, description, enabled = false, value: given, tags, stageKeys = [], customerId }) {
    // Some clients leave the value to us by an empty one.
    const value = given || ids.text(40, valueAlphabet);
    check({ description, value });
    if ([...store.keys.list()].some((key) => key.value === value)) throw conflict("API Key already exists");

    const now = clock.now();
    const key: Key = {
      id: newApiId(ids),
      value,
      name,
      customerId,
      description,
      enabled,
      createdDate: now,
      lastUpdatedDate: now,
      stageKeys: stageKeys.map(({ restApiId, stageName }) => `${restApiId}/${stageName}`),
      tags,
    };
    store.keys.put(key.id, key);
    return keyOutput(key, true);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKey.html */
export const getApiKey: ApiGatewayOperation<"GetApiKey"> = {
  access: on("GET", "/apikeys/{apiKey}"),
  run: ({ store }, { apiKey, includeValue = false }) => keyOutput(keyOf(store, apiKey), includeValue),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKeys.html */
export const getApiKeys: ApiGatewayOperation<"GetApiKeys"> = {
  access: on("GET", "/apikeys"),

  run({ store }, input) {
    const { nameQuery = "", includeValues = false } = input;
    const asked = [...store.keys.list()].filter(({ name = "" }) => name.startsWith(nameQuery));
    const { items, position } = listPage(asked, input, ({ id }) => id);
    return { items: items.map((key) => keyOutput(key, includeValues)), position };
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateApiKey.html */
export const updateApiKey: ApiGatewayOperation<"UpdateApiKey"> = {
  access: on("PATCH", "/apikeys/{apiKey}"),

  run({ store, clock }, { apiKey, patchOperations }) {
    const rules = {
      "/name": "text",
      "/description": "text",
      "/enabled": "flag",
      "/customerId": "text",
      "/stages": "list",
    } as const;
    const changed = patched(keyOf(store, apiKey), patchOperations, { rules, badPath: badPatchPath });
    check(changed);

    const key = { ...changed, lastUpdatedDate: clock.now() };
    store.keys.put(key.id, key);
    return keyOutput(key, false);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteApiKey.html */
export const deleteApiKey: ApiGatewayOperation<"DeleteApiKey"> = {
  access: on("DELETE", "/apikeys/{apiKey}"),

  run({ store }, { apiKey }) {
    const { id } = keyOf(store, apiKey);
    store.keys.delete(id);
    for (const plan of [...store.plans.list()]) store.planKeys.delete([plan.id, id]);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_ImportApiKeys.html */
export const importApiKeys: ApiGatewayOperation<"ImportApiKeys"> = {
  access: on("POST", "/apikeys"),

  run({ store, ids, clock }, { body }) {
    const [head = "", ...lines] = Buffer.from(body ?? [])
      .toString("utf8")
      .trim()
      .split(/\r?\n/);
    const names = head.split(",").map((name) => name.trim().toLowerCase());
    if (!names.includes("key")) throw notFound("The file names no column 'key'");
    const now = clock.now();
    const keys = lines.map((line): Key => {
      const cells = line.split(",").map((cell) => cell.trim());
      const read = (name: string): string | undefined => cells[names.indexOf(name)];
      return {
        id: newApiId(ids),
        value: read("key") ?? "",
        name: read("name"),
        description: read("description"),
        enabled: read("enabled")?.toLowerCase() !== "false",
        createdDate: now,
        lastUpdatedDate: now,
        stageKeys: [],
      };
    });
    for (const key of keys) check(key);

    for (const key of keys) store.keys.put(key.id, key);
    return { ids: keys.map(({ id }) => id), warnings: [] };
  },
};
