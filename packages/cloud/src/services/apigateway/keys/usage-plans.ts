import type { UsagePlanKey } from "@aws-sdk/client-api-gateway";
import { newId } from "../apis/new-api.ts";
import { badRequest, conflict, notFound } from "../errors.ts";
import { listPage } from "../list-page.ts";
import type { Key, Plan } from "../model.ts";
import { badPatchPath, patched } from "../patch.ts";
import { type ApiGatewayOperation, on } from "../shapes.ts";
import type { ApiGatewayStore } from "../store.ts";

const planOf = (store: ApiGatewayStore, id: string | undefined): Plan =>
  store.existing(store.plans, id, "Invalid Usage Plan ID specified");

function checkStages(store: ApiGatewayStore, { apiStages = [] }: Plan): void {
  for (const { apiId = "", stage = "" } of apiStages) {
    if (store.findStage(apiId, stage) === undefined) throw notFound(`API Stage not found: ${apiId}:${stage}`);
  }
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlan.html */
export const createUsagePlan: ApiGatewayOperation<"CreateUsagePlan"> = {
  access: on("POST", "/usageplans"),

  run({ store, ids }, { name, description, apiStages = [], throttle, quota, tags }) {
    const plan: Plan = { id: newId(ids), name, description, apiStages, throttle, quota, tags };
    checkStages(store, plan);

    store.plans.put(plan.id, plan);
    return plan;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlan.html */
export const getUsagePlan: ApiGatewayOperation<"GetUsagePlan"> = {
  access: on("GET", "/usageplans/{usagePlanId}"),
  run: ({ store }, { usagePlanId }) => planOf(store, usagePlanId),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlans.html */
export const getUsagePlans: ApiGatewayOperation<"GetUsagePlans"> = {
  access: on("GET", "/usageplans"),

  run({ store }, input) {
    const plans = [...store.plans.list()].filter(
      ({ id }) => input.keyId === undefined || store.planKeys.has([id, input.keyId]),
    );
    return listPage(plans, input, ({ id }) => id);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsagePlan.html */
export const updateUsagePlan: ApiGatewayOperation<"UpdateUsagePlan"> = {
  access: on("PATCH", "/usageplans/{usagePlanId}"),

  run({ store }, { usagePlanId, patchOperations = [] }) {
    const before = planOf(store, usagePlanId);
    const isStage = (path: string | undefined): boolean => path === "/apiStages";
    const stages = patchOperations
      .filter(({ path }) => isStage(path))
      .reduce((now, { op, value = "" }) => {
        const [apiId, stage] = value.split(":");
        const others = now.filter((one) => one.apiId !== apiId || one.stage !== stage);
        return op === "remove" ? others : [...others, { apiId, stage }];
      }, before.apiStages ?? []);
    const others = patchOperations.filter(({ path }) => !isStage(path));
    const plan = patched({ ...before, apiStages: stages }, others, {
      rules: {
        "/name": "text",
        "/description": "text",
        "/productCode": "text",
        "/throttle": "text",
        "/quota": "text",
        "/throttle/rateLimit": "number",
        "/throttle/burstLimit": "number",
        "/quota/limit": "number",
        "/quota/offset": "number",
        "/quota/period": "text",
      },
      memberOps: ["add", "remove"],
      badPath: badPatchPath,
    });
    checkStages(store, plan);

    store.plans.put(plan.id, plan);
    return plan;
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlan.html */
export const deleteUsagePlan: ApiGatewayOperation<"DeleteUsagePlan"> = {
  access: on("DELETE", "/usageplans/{usagePlanId}"),

  run({ store }, { usagePlanId }) {
    const plan = planOf(store, usagePlanId);
    if ((plan.apiStages ?? []).length > 0) {
      throw badRequest("Cannot delete Usage Plan because it has associated API Stages");
    }
    store.plans.delete(plan.id);
    for (const { id } of [...store.keys.list()]) store.planKeys.delete([plan.id, id]);
  },
};

const planKeyOutput = ({ id, value, name }: Key): UsagePlanKey => ({ id, type: "API_KEY", value, name });

function planKeyOf(store: ApiGatewayStore, planId: string | undefined, keyId = ""): Key {
  const plan = planOf(store, planId);
  const key = store.planKeys.has([plan.id, keyId]) ? store.keys.get(keyId) : undefined;
  if (key === undefined) throw notFound(`Invalid API Key identifier specified`);
  return key;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlanKey.html */
export const createUsagePlanKey: ApiGatewayOperation<"CreateUsagePlanKey"> = {
  access: on("POST", "/usageplans/{usagePlanId}/keys"),

  run({ store }, { usagePlanId, keyId }) {
    const plan = planOf(store, usagePlanId);
    const key = store.existing(store.keys, keyId, "Invalid API Key identifier specified");
    if (store.planKeys.has([plan.id, key.id])) {
      throw conflict(`Usage Plan Key ${key.id} is already associated with Usage Plan ${plan.id}`);
    }

    store.planKeys.put([plan.id, key.id], key.id);
    return planKeyOutput(key);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKey.html */
export const getUsagePlanKey: ApiGatewayOperation<"GetUsagePlanKey"> = {
  access: on("GET", "/usageplans/{usagePlanId}/keys/{keyId}"),
  run: ({ store }, { usagePlanId, keyId }) => planKeyOutput(planKeyOf(store, usagePlanId, keyId)),
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKeys.html */
export const getUsagePlanKeys: ApiGatewayOperation<"GetUsagePlanKeys"> = {
  access: on("GET", "/usageplans/{usagePlanId}/keys"),

  run({ store }, input) {
    const plan = planOf(store, input.usagePlanId);
    const keys = [...store.planKeys.list({ under: plan.id })].flatMap((id) => store.keys.get(id) ?? []);
    const { items, position } = listPage(keys, input, ({ id }) => id);
    return { items: items.map(planKeyOutput), position };
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlanKey.html */
export const deleteUsagePlanKey: ApiGatewayOperation<"DeleteUsagePlanKey"> = {
  access: on("DELETE", "/usageplans/{usagePlanId}/keys/{keyId}"),

  run({ store }, { usagePlanId = "", keyId }) {
    store.planKeys.delete([usagePlanId, planKeyOf(store, usagePlanId, keyId).id]);
  },
};

/** @see https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html */
export const getUsage: ApiGatewayOperation<"GetUsage"> = {
  access: on("GET", "/usageplans/{usagePlanId}/usage"),

  run({ store }, { usagePlanId, keyId, startDate = "", endDate = "" }) {
    const plan = planOf(store, usagePlanId);
    const limit = plan.quota?.limit ?? 0;
    const ids = [...store.planKeys.list({ under: plan.id })].filter((id) => keyId === undefined || id === keyId);
    const items = ids.map((id) => {
      const days = Object.entries(store.usage.get([plan.id, id]) ?? {}).filter(
        ([day]) => day >= startDate && day <= endDate,
      );
      return [id, days.map(([, used]) => [used, Math.max(0, limit - used)])];
    });
    return { usagePlanId: plan.id, startDate, endDate, items: Object.fromEntries(items) };
  },
};
