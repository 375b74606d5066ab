import { isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { idOf, knownAs, namedBy, patchedBy, tagsAt } from "./apigateway-parts.ts";
import { patchesBetween } from "./apigateway-patches.ts";
import { declared, type Facts } from "./declared.ts";
import { listOf } from "./each-target.ts";
import type { ResourceType } from "./resource-type.ts";

const stagesOf = (properties: JsonObject | undefined): string[] =>
  listOf(properties?.["ApiStages"])
    .filter(isObject)
    .map(({ ApiId = "", Stage = "" }) => `${toText(ApiId)}:${toText(Stage)}`);

/** Limits are patched one by one, stages by their names. */
const flatPlan = ({ UsagePlanName, Description, Throttle, Quota }: JsonObject): JsonObject => {
  const throttle = isObject(Throttle) ? Throttle : {};
  const quota = isObject(Quota) ? Quota : {};
  const members: Readonly<Record<string, Json | undefined>> = {
    Name: UsagePlanName,
    Description,
    RateLimit: throttle["RateLimit"],
    BurstLimit: throttle["BurstLimit"],
    Limit: quota["Limit"],
    Offset: quota["Offset"],
    Period: quota["Period"],
  };
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]): [string, Json][] => (value === undefined ? [] : [[name, value]])),
  );
};

const planPaths = {
  Name: "/name",
  Description: "/description",
  RateLimit: "/throttle/rateLimit",
  BurstLimit: "/throttle/burstLimit",
  Limit: "/quota/limit",
  Offset: "/quota/offset",
  Period: "/quota/period",
};

const without = (properties: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));

async function completePlan(work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> {
  if (before === undefined) return;
  const wanted = stagesOf(facts);
  const had = stagesOf(before);
  // Whole, since a part of it that is empty is a limit of nothing.
  const gone = ["Quota", "Throttle"].filter((name) => name in before && !(name in facts));
  const patchOperations = [
    ...had.filter((stage) => !wanted.includes(stage)).map((value) => ({ op: "remove", path: "/apiStages", value })),
    ...wanted.filter((stage) => !had.includes(stage)).map((value) => ({ op: "add", path: "/apiStages", value })),
    ...gone.map((name) => ({ op: "remove", path: `/${name.toLowerCase()}` })),
    ...patchesBetween(flatPlan(without(before, gone)), flatPlan(facts), planPaths),
  ];
  if (patchOperations.length === 0) return;
  await work.aws("apigateway", "UpdateUsagePlan", { ...namedBy("usagePlanId")(facts), patchOperations });
}

/** A plan goes only when no stage is in it. */
async function leaveStages(work: Work, facts: Facts): Promise<void> {
  const target = namedBy("usagePlanId")(facts);
  const plan = await work.aws("apigateway", "GetUsagePlan", target);
  const patchOperations = stagesOf(plan).map((value) => ({ op: "remove", path: "/apiStages", value }));
  if (patchOperations.length > 0) await work.aws("apigateway", "UpdateUsagePlan", { ...target, patchOperations });
}

const accountPatch = (value: Json) => ({
  patchOperations: [{ op: "replace", path: "/cloudwatchRoleArn", value: toText(value) }],
});

const domainAttributes = Object.fromEntries(
  [
    "DistributionDomainName",
    "DistributionHostedZoneId",
    "DomainNameArn",
    "RegionalDomainName",
    "RegionalHostedZoneId",
  ].map((name) => [name, name]),
);

const mappingOf = (facts: Facts): JsonObject => ({
  domainName: facts["DomainName"] ?? "",
  basePath: toText(facts["BasePath"] ?? "") === "" ? "(none)" : (facts["BasePath"] ?? ""),
});

/** Who may call how much, and under which names APIs are found. */
export const apigatewayKeyTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::ApiGateway::ApiKey": declared({
    service: "apigateway",
    create: "CreateApiKey",
    delete: "DeleteApiKey",
    ...knownAs("APIKeyId"),
    name: { property: "Name", max: 128 },
    input: namedBy("apiKey"),
    complete: patchedBy({
      operation: "UpdateApiKey",
      target: namedBy("apiKey"),
      paths: { CustomerId: "/customerId", Description: "/description", Enabled: "/enabled" },
    }),
    tags: tagsAt((facts) => `/apikeys/${idOf(facts)}`),
  }),

  "AWS::ApiGateway::UsagePlan": declared({
    service: "apigateway",
    create: "CreateUsagePlan",
    delete: "DeleteUsagePlan",
    ...knownAs("Id"),
    name: { property: "UsagePlanName", max: 128 },
    input: (facts) => ({ ...namedBy("usagePlanId")(facts), name: facts["UsagePlanName"] ?? "" }),
    complete: completePlan,
    beforeDelete: leaveStages,
    tags: tagsAt((facts) => `/usageplans/${idOf(facts)}`),
  }),

  "AWS::ApiGateway::UsagePlanKey": declared({
    service: "apigateway",
    create: "CreateUsagePlanKey",
    delete: "DeleteUsagePlanKey",
    id: ({ KeyId: key = "", UsagePlanId: plan = "" }) => `${toText(key)}:${toText(plan)}`,
    attributes: ({ KeyId: key = "", UsagePlanId: plan = "" }) => ({ Id: `${toText(key)}:${toText(plan)}` }),
  }),

  "AWS::ApiGateway::Account": {
    async create(work, { CloudWatchRoleArn: role = "" }) {
      await work.aws("apigateway", "UpdateAccount", accountPatch(role));
      const id = work.name({ max: 100 });
      return { id, attributes: { Id: id } };
    },
    async update(work, { physicalId }, { CloudWatchRoleArn: role = "" }) {
      await work.aws("apigateway", "UpdateAccount", accountPatch(role));
      return { id: physicalId, attributes: { Id: physicalId } };
    },
    // What the account says stays: others may rely on it.
    delete: async () => undefined,
  },

  "AWS::ApiGateway::DomainName": declared({
    service: "apigateway",
    create: "CreateDomainName",
    delete: "DeleteDomainName",
    read: "GetDomainName",
    id: "DomainName",
    attributes: domainAttributes,
    complete: async (work, facts, before) => {
      const patchOperations =
        before === undefined
          ? []
          : patchesBetween(before, facts, {
              CertificateArn: "/certificateArn",
              RegionalCertificateArn: "/regionalCertificateArn",
              SecurityPolicy: "/securityPolicy",
            });
      if (patchOperations.length === 0) return;
      await work.aws("apigateway", "UpdateDomainName", { domainName: facts["DomainName"] ?? "", patchOperations });
    },
    tags: tagsAt(({ DomainName: name = "" }) => `/domainnames/${toText(name)}`),
  }),

  "AWS::ApiGateway::BasePathMapping": declared({
    service: "apigateway",
    create: "CreateBasePathMapping",
    delete: "DeleteBasePathMapping",
    id: ({ DomainName: domain = "", BasePath: path = "" }) => `${toText(domain)}|${toText(path)}`,
    input: mappingOf,
    complete: async (work, facts, before) => {
      const paths = { RestApiId: "/restapiId", Stage: "/stage" };
      const patchOperations = before === undefined ? [] : patchesBetween(before, facts, paths);
      if (patchOperations.length === 0) return;
      await work.aws("apigateway", "UpdateBasePathMapping", { ...mappingOf(facts), patchOperations });
    },
  }),
};
