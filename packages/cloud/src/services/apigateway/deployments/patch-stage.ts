import type { MethodSetting, PatchOperation } from "@aws-sdk/client-api-gateway";
import { badRequest } from "../errors.ts";
import type { Stage } from "../model.ts";
import { patched, unescaped } from "../patch.ts";

const rules = {
  "/deploymentId": "text",
  "/description": "text",
  "/cacheClusterEnabled": "flag",
  "/cacheClusterSize": "text",
  "/clientCertificateId": "text",
  "/documentationVersion": "text",
  "/accessLogSettings/destinationArn": "text",
  "/accessLogSettings/format": "text",
  "/variables": "texts",
  "/tracingEnabled": "flag",
  "/canarySettings/percentTraffic": "number",
  "/canarySettings/deploymentId": "text",
  "/canarySettings/useStageCache": "flag",
  "/canarySettings/stageVariableOverrides": "texts",
} as const;

const allPaths =
  "/deploymentId, /description, /cacheClusterEnabled, /cacheClusterSize, /clientCertificateId, /accessLogSettings, /accessLogSettings/destinationArn, /accessLogSettings/format, /{resourcePath}/{httpMethod}/metrics/enabled, /{resourcePath}/{httpMethod}/logging/dataTrace, /{resourcePath}/{httpMethod}/logging/loglevel, /{resourcePath}/{httpMethod}/throttling/burstLimit/{resourcePath}/{httpMethod}/throttling/rateLimit/{resourcePath}/{httpMethod}/caching/ttlInSeconds, /{resourcePath}/{httpMethod}/caching/enabled, /{resourcePath}/{httpMethod}/caching/dataEncrypted, /{resourcePath}/{httpMethod}/caching/requireAuthorizationForCacheControl, /{resourcePath}/{httpMethod}/caching/unauthorizedCacheControlHeaderStrategy, /*/*/metrics/enabled, /*/*/logging/dataTrace, /*/*/logging/loglevel, /*/*/throttling/burstLimit /*/*/throttling/rateLimit /*/*/caching/ttlInSeconds, /*/*/caching/enabled, /*/*/caching/dataEncrypted, /*/*/caching/requireAuthorizationForCacheControl, /*/*/caching/unauthorizedCacheControlHeaderStrategy, /variables/{variable_name}, /tracingEnabled";

const badPath = (path: string) => badRequest(`Invalid method setting path: ${path}. Must be one of: [${allPaths}]`);

/** The last two words of a path, and what they set of a method. */
const settings: Readonly<Record<string, (value: string) => MethodSetting>> = {
  "metrics/enabled": (value) => ({ metricsEnabled: value === "true" }),
  "logging/dataTrace": (value) => ({ dataTraceEnabled: value === "true" }),
  "logging/loglevel": (value) => ({ loggingLevel: value }),
  "throttling/burstLimit": (value) => ({ throttlingBurstLimit: Number(value) }),
  "throttling/rateLimit": (value) => ({ throttlingRateLimit: Number(value) }),
  "caching/enabled": (value) => ({ cachingEnabled: value === "true" }),
  "caching/ttlInSeconds": (value) => ({ cacheTtlInSeconds: Number(value) }),
  "caching/dataEncrypted": (value) => ({ cacheDataEncrypted: value === "true" }),
  "caching/requireAuthorizationForCacheControl": (value) => ({ requireAuthorizationForCacheControl: value === "true" }),
  "caching/unauthorizedCacheControlHeaderStrategy": (value) => ({
    unauthorizedCacheControlHeaderStrategy: value as "FAIL_WITH_403",
  }),
};

const settingDefaults: MethodSetting = {
  metricsEnabled: false,
  dataTraceEnabled: false,
  throttlingBurstLimit: 5000,
  throttlingRateLimit: 10_000,
  cachingEnabled: false,
  cacheTtlInSeconds: 300,
  cacheDataEncrypted: false,
  requireAuthorizationForCacheControl: true,
  unauthorizedCacheControlHeaderStrategy: "SUCCEED_WITH_RESPONSE_HEADER",
};

/** A stage with all operations applied in order. */
export const patchedStage = (stage: Stage, operations: readonly PatchOperation[]): Stage =>
  operations.reduce<Stage>((now, operation) => applied(now, operation), stage);

function applied(stage: Stage, operation: PatchOperation): Stage {
  const { op, path = "", value = "" } = operation;
  if (op === "copy") return promoted(stage, operation);
  const setting = /^\/(.+)\/([A-Z]+|\*)\/([a-z]+\/[a-zA-Z]+)$/.exec(path);
  const [, resource = "", verb = "", name = ""] = setting ?? [];
  const read = settings[name];
  if (read !== undefined)
    return withSetting(stage, `${unescaped(resource).replace(/^\//, "")}/${verb}`, op, read(value));
  if (op === "remove" && /^\/[^/]+\/([A-Z]+|\*)$/.test(path)) {
    const key = unescaped(path.slice(1)).replace(/^\//, "");
    return {
      ...stage,
      methodSettings: Object.fromEntries(Object.entries(stage.methodSettings).filter(([name]) => name !== key)),
    };
  }
  if (op === "remove" && (path === "/accessLogSettings" || path === "/canarySettings")) {
    return { ...stage, [path.slice(1)]: undefined };
  }
  const before = path.startsWith("/canarySettings/") && stage.canarySettings === undefined ? withCanary(stage) : stage;
  return patched(before, [operation], { rules, badPath, memberOps: ["remove"] });
}

const withCanary = (stage: Stage): Stage => ({
  ...stage,
  canarySettings: { percentTraffic: 0, deploymentId: stage.deploymentId, useStageCache: false },
});

function withSetting(stage: Stage, key: string, op: string | undefined, changed: MethodSetting): Stage {
  const before = stage.methodSettings[key] ?? { ...settingDefaults, ...stage.methodSettings["*/*"] };
  if (op !== "remove")
    return { ...stage, methodSettings: { ...stage.methodSettings, [key]: { ...before, ...changed } } };
  const member = Object.keys(changed)[0] as keyof MethodSetting;
  return {
    ...stage,
    methodSettings: { ...stage.methodSettings, [key]: { ...before, [member]: settingDefaults[member] } },
  };
}

/** A canary becomes the stage by being copied into it. */
function promoted(stage: Stage, { path = "", from = "" }: PatchOperation): Stage {
  const isDeployment = path === "/deploymentId" && from === "/canarySettings/deploymentId";
  const isVariables = path === "/variables" && from === "/canarySettings/stageVariableOverrides";
  if (!isDeployment && !isVariables) {
    throw badRequest(
      `Invalid copy operation with path: ${path} and from ${from}. Valid copy:path are [/deploymentId, /variables] and valid copy:from are [/canarySettings/deploymentId, /canarySettings/stageVariableOverrides]`,
    );
  }
  const { canarySettings } = stage;
  if (canarySettings === undefined) throw badRequest("Promotion not available. Canary does not exist.");
  if (isDeployment) return { ...stage, deploymentId: canarySettings.deploymentId ?? stage.deploymentId };
  return { ...stage, variables: { ...stage.variables, ...canarySettings.stageVariableOverrides } };
}
