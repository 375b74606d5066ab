import { isObject, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts } from "./declared.ts";
import { listOf } from "./each-target.ts";
import type { ResourceType } from "./resource-type.ts";
import { tagMap, tagsOf } from "./tags.ts";

async function changeGroup(work: Work, facts: Facts, before: JsonObject = {}): Promise<void> {
  const group = { logGroupName: facts["LogGroupName"] ?? "" };
  const { RetentionInDays: days, KmsKeyId: key, DataProtectionPolicy: policy } = facts;
  if (days !== undefined) await work.aws("logs", "PutRetentionPolicy", { ...group, retentionInDays: days });
  else if (before["RetentionInDays"] !== undefined) await work.aws("logs", "DeleteRetentionPolicy", group);
  if (key !== undefined && key !== before["KmsKeyId"])
    await work.aws("logs", "AssociateKmsKey", { ...group, kmsKeyId: key });
  else if (key === undefined && before["KmsKeyId"] !== undefined) await work.aws("logs", "DisassociateKmsKey", group);
  if (policy !== undefined) {
    const document = JSON.stringify(policy);
    await work.aws("logs", "PutDataProtectionPolicy", {
      logGroupIdentifier: group.logGroupName,
      policyDocument: document,
    });
  }
}

const groupArn = (facts: Facts, { account, region }: Work["call"]): string =>
  `arn:aws:logs:${region}:${account}:log-group:${toText(facts["LogGroupName"] ?? facts["PhysicalId"] ?? "")}`;

export const logsTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::Logs::LogGroup": declared({
    service: "logs",
    create: "CreateLogGroup",
    delete: "DeleteLogGroup",
    id: "LogGroupName",
    name: { property: "LogGroupName", max: 512 },
    attributes: (facts, work) => ({ Arn: `${groupArn(facts, work.call)}:*` }),
    complete: changeGroup,
    input: (facts) => (facts["Tags"] === undefined ? {} : { tags: tagMap(tagsOf(facts["Tags"])) }),
    tags: {
      style: "map",
      add: "TagResource",
      remove: "UntagResource",
      target: ({ Arn = "" }) => ({ resourceArn: toText(Arn).replace(/:\*$/, "") }),
      keys: "tagKeys",
    },
  }),

  "AWS::Logs::LogStream": declared({
    service: "logs",
    create: "CreateLogStream",
    delete: "DeleteLogStream",
    id: "LogStreamName",
    name: { property: "LogStreamName", max: 512 },
  }),

  "AWS::Logs::MetricFilter": declared({
    service: "logs",
    create: "PutMetricFilter",
    update: "PutMetricFilter",
    delete: "DeleteMetricFilter",
    id: "FilterName",
    name: { property: "FilterName", max: 512 },
    // Templates list the dimensions, the operation wants a map.
    input: (facts) => ({
      MetricTransformations: listOf(facts["MetricTransformations"])
        .filter(isObject)
        .map(({ Dimensions: dimensions, ...rest }) =>
          dimensions === undefined ? rest : { ...rest, Dimensions: tagMap(tagsOf(dimensions)) },
        ),
    }),
  }),

  "AWS::Logs::SubscriptionFilter": declared({
    service: "logs",
    create: "PutSubscriptionFilter",
    update: "PutSubscriptionFilter",
    delete: "DeleteSubscriptionFilter",
    id: "FilterName",
    name: { property: "FilterName", max: 512 },
  }),

  "AWS::Logs::ResourcePolicy": declared({
    service: "logs",
    create: "PutResourcePolicy",
    update: "PutResourcePolicy",
    delete: "DeleteResourcePolicy",
    id: "PolicyName",
    name: { property: "PolicyName", max: 255 },
  }),

  "AWS::Logs::QueryDefinition": declared({
    service: "logs",
    create: "PutQueryDefinition",
    update: "PutQueryDefinition",
    delete: "DeleteQueryDefinition",
    id: "QueryDefinitionId",
    input: (facts) => (facts["PhysicalId"] === undefined ? {} : { QueryDefinitionId: facts["PhysicalId"] }),
    attributes: { QueryDefinitionId: "QueryDefinitionId" },
  }),
};
