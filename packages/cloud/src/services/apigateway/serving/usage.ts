import type { ThrottleSettings } from "@aws-sdk/client-api-gateway";
import type { Key, Plan } from "../model.ts";
import { Refusal } from "./refusal.ts";
import { headerOf, type Visit } from "./visit.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** Counts a request against its key's plan and its stage's settings. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html */
export function countUse(visit: Visit): void {
  const { call, api, stage, method, resource, request } = visit;
  const name = `${api.id}/${stage.stageName}`;
  const settings = {
    ...stage.methodSettings["*/*"],
    ...stage.methodSettings[`${resource.path.replace(/^\//, "")}/${request.head.method}`],
  };
  const throttle = { rateLimit: settings.throttlingRateLimit, burstLimit: settings.throttlingBurstLimit };
  takeToken(visit, `${name}/${resource.id}/${method.httpMethod}`, throttle);
  if (method.apiKeyRequired !== true) return;
  const { key, plan } = keyAndPlan(visit);
  visit.notes["apiKey"] = key.value;
  visit.notes["apiKeyId"] = key.id;
  if (plan.throttle !== undefined) takeToken(visit, `plan/${plan.id}/${key.id}`, plan.throttle);
  const days = call.store.usage.get([plan.id, key.id]) ?? {};
  const today = new Date(call.clock.now()).toISOString().slice(0, 10);
  const { limit, period = "DAY" } = plan.quota ?? {};
  if (limit !== undefined && usedSince(days, call.clock.now(), period) >= limit) {
    throw new Refusal("QUOTA_EXCEEDED", "Limit Exceeded");
  }
  call.store.usage.put([plan.id, key.id], { ...days, [today]: (days[today] ?? 0) + 1 });
}

function takeToken({ call }: Visit, name: string, { rateLimit, burstLimit }: ThrottleSettings): void {
  if (rateLimit === undefined || rateLimit < 0) return;
  const limits = { rate: rateLimit, burst: Math.max(burstLimit ?? rateLimit, 0), now: call.clock.now() };
  if (!call.store.limits.take(name, limits)) throw new Refusal("THROTTLED", "Too Many Requests");
}

function keyAndPlan(visit: Visit): { readonly key: Key; readonly plan: Plan } {
  const { call, api, stage, snapshot, notes } = visit;
  const value = snapshot.apiKeySource === "AUTHORIZER" ? notes["usageIdentifierKey"] : headerOf(visit, "x-api-key");
  const key = [...call.store.keys.list()].find((one) => one.value === value && one.enabled === true);
  const plan = [...call.store.plans.list()].find(
    ({ id, apiStages = [] }) =>
      apiStages.some((one) => one.apiId === api.id && one.stage === stage.stageName) &&
      call.store.planKeys.has([id, key?.id ?? ""]),
  );
  if (key === undefined || plan === undefined) throw new Refusal("INVALID_API_KEY", "Forbidden");
  return { key, plan };
}

function usedSince(days: Readonly<Record<string, number>>, now: number, period: string): number {
  const date = new Date(now);
  const back = period === "WEEK" ? date.getUTCDay() : period === "MONTH" ? date.getUTCDate() - 1 : 0;
  const first = new Date(now - back * dayMs).toISOString().slice(0, 10);
  return Object.entries(days).reduce((sum, [day, used]) => (day >= first ? sum + used : sum), 0);
}
