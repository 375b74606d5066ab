import { isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { idOf, namedBy, patchedBy, tagsAt } from "./apigateway-parts.ts";
import { patchesBetween } from "./apigateway-patches.ts";
import { declared, type Facts, isMissing } from "./declared.ts";
import { listOf } from "./each-target.ts";

/** A deployment can bring its stage along. */
function stageOfDeployment({ StageDescription: stage, DeploymentCanarySettings: canary }: Facts): JsonObject {
  const {
    Description: description,
    Variables,
    TracingEnabled,
    CacheClusterEnabled,
    CacheClusterSize,
  } = isObject(stage) ? stage : {};
  const given = {
    stageDescription: description,
    Variables,
    TracingEnabled,
    CacheClusterEnabled,
    CacheClusterSize,
    canarySettings: canary,
  };
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]): [string, Json][] => (value === undefined ? [] : [[name, value]])),
  );
}

/** A stage that came with a deployment, and has no other since, goes with it. */
async function removeStage(work: Work, facts: Facts): Promise<void> {
  const place = { restApiId: facts["RestApiId"] ?? "", stageName: facts["StageName"] ?? "" };
  if (place.stageName === "") return;
  try {
    const { DeploymentId } = await work.aws("apigateway", "GetStage", place);
    if (DeploymentId === idOf(facts)) await work.aws("apigateway", "DeleteStage", place);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

export const deployment = declared({
  service: "apigateway",
  create: "CreateDeployment",
  delete: "DeleteDeployment",
  id: idOf,
  attributes: (facts) => ({ DeploymentId: idOf(facts) }),
  input: (facts) => ({ ...namedBy("deploymentId")(facts), ...stageOfDeployment(facts) }),
  complete: patchedBy({
    operation: "UpdateDeployment",
    target: namedBy("deploymentId"),
    paths: { Description: "/description" },
  }),
  beforeDelete: removeStage,
});

/** Where in a patch the settings of a method stand, by what templates call them. */
const settingPaths: Readonly<Record<string, string>> = {
  MetricsEnabled: "metrics/enabled",
  DataTraceEnabled: "logging/dataTrace",
  LoggingLevel: "logging/loglevel",
  ThrottlingBurstLimit: "throttling/burstLimit",
  ThrottlingRateLimit: "throttling/rateLimit",
  CachingEnabled: "caching/enabled",
  CacheTtlInSeconds: "caching/ttlInSeconds",
  CacheDataEncrypted: "caching/dataEncrypted",
};

/** By path in a patch; the path of a resource stands in it as one word. */
function methodSettings(properties: JsonObject | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const setting of listOf(properties?.["MethodSettings"]).filter(isObject)) {
    const resource = toText(setting["ResourcePath"] ?? "/*").replace(/^\//, "");
    const place = `/${resource.replaceAll("/", "~1")}/${toText(setting["HttpMethod"] ?? "*")}`;
    for (const [name, path] of Object.entries(settingPaths)) {
      const value = setting[name];
      if (value !== undefined) found.set(`${place}/${path}`, toText(value));
    }
  }
  return found;
}

const plainPaths = {
  DeploymentId: "/deploymentId",
  Description: "/description",
  Variables: "/variables",
  TracingEnabled: "/tracingEnabled",
  ClientCertificateId: "/clientCertificateId",
  DocumentationVersion: "/documentationVersion",
};

/** Logs and settings of methods are not among what a stage is made with. */
async function complete(work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> {
  const wanted = methodSettings(facts);
  const had = methodSettings(before);
  const log = facts["AccessLogSetting"];
  const logPatches = isObject(log)
    ? [
        { op: "replace", path: "/accessLogSettings/destinationArn", value: toText(log["DestinationArn"] ?? "") },
        { op: "replace", path: "/accessLogSettings/format", value: toText(log["Format"] ?? "") },
      ]
    : before?.["AccessLogSetting"] === undefined
      ? []
      : [{ op: "remove", path: "/accessLogSettings" }];
  const patchOperations = [
    ...(before === undefined ? [] : patchesBetween(before, facts, plainPaths)),
    ...[...had.keys()].filter((path) => !wanted.has(path)).map((path) => ({ op: "remove", path })),
    ...[...wanted]
      .filter(([path, value]) => had.get(path) !== value)
      .map(([path, value]) => ({ op: "replace", path, value })),
    ...logPatches,
  ];
  if (patchOperations.length === 0) return;
  const place = { restApiId: facts["RestApiId"] ?? "", stageName: facts["StageName"] ?? "" };
  await work.aws("apigateway", "UpdateStage", { ...place, patchOperations });
}

export const stage = declared({
  service: "apigateway",
  create: "CreateStage",
  delete: "DeleteStage",
  id: "StageName",
  name: { property: "StageName", max: 128 },
  input: ({ CanarySetting: canary }) => (canary === undefined ? {} : { canarySettings: canary }),
  complete,
  tags: tagsAt(({ RestApiId: api = "", PhysicalId: name = "" }) => `/restapis/${toText(api)}/stages/${toText(name)}`),
});
