import { isArray, isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts } from "./declared.ts";
import { eachTarget, listOf } from "./each-target.ts";
import type { ResourceType } from "./resource-type.ts";

const topicAttributes = [
  ...["DisplayName", "FifoTopic", "ContentBasedDeduplication", "KmsMasterKeyId", "TracingConfig", "SignatureVersion"],
  ...["ArchivePolicy", "FifoThroughputScope"],
];
const topicDefaults: JsonObject = {
  DisplayName: "",
  KmsMasterKeyId: "",
  ContentBasedDeduplication: "false",
  SignatureVersion: "1",
  TracingConfig: "PassThrough",
};
const subscriptionAttributes = [
  ...[
    "RawMessageDelivery",
    "FilterPolicy",
    "FilterPolicyScope",
    "RedrivePolicy",
    "DeliveryPolicy",
    "SubscriptionRoleArn",
  ],
  "ReplayPolicy",
];

const subscriptionDefaults: JsonObject = {
  FilterPolicy: "{}",
  FilterPolicyScope: "MessageAttributes",
  RawMessageDelivery: "false",
};

const attributesOf = (values: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, asText(values[name])]])));

const asText = (value: Json | undefined): string => (isObject(value) ? JSON.stringify(value) : toText(value ?? ""));

const isFifo = (properties: JsonObject): boolean => toText(properties["FifoTopic"] ?? "") === "true";

export const snsTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::SNS::Topic": declared({
    service: "sns",
    create: "CreateTopic",
    delete: "DeleteTopic",
    id: "TopicArn",
    name: (properties) => ({ property: "TopicName", max: 256, suffix: isFifo(properties) ? ".fifo" : "" }),
    input: (facts) => ({
      Name: facts["TopicName"] ?? "",
      Attributes: attributesOf(facts, topicAttributes),
      ...(facts["PhysicalId"] === undefined ? {} : { TopicArn: facts["PhysicalId"] }),
    }),
    attributes: (facts) => {
      const arn = toText(facts["TopicArn"] ?? facts["PhysicalId"] ?? "");
      return { TopicArn: arn, TopicName: arn.slice(arn.lastIndexOf(":") + 1) };
    },
    complete: async (work, facts, before) => {
      if (before !== undefined) await changeAttributes(work, facts, before);
      await changeSubscriptions(work, facts, before ?? {});
    },
    tags: {
      style: "list",
      add: "TagResource",
      remove: "UntagResource",
      target: ({ PhysicalId = "" }) => ({ ResourceArn: PhysicalId }),
      keys: "TagKeys",
    },
    existing: {
      operation: "GetTopicAttributes",
      input: ({ TopicName = "" }, { call }) => ({
        TopicArn: `arn:aws:sns:${call.region}:${call.account}:${toText(TopicName)}`,
      }),
    },
  }),

  "AWS::SNS::Subscription": declared({
    service: "sns",
    create: "Subscribe",
    delete: "Unsubscribe",
    id: "SubscriptionArn",
    attributes: { Arn: "SubscriptionArn" },
    input: (facts) => ({
      Attributes: attributesOf(facts, subscriptionAttributes),
      ReturnSubscriptionArn: true,
      ...(facts["PhysicalId"] === undefined ? {} : { SubscriptionArn: facts["PhysicalId"] }),
    }),
    complete: async (work, facts, before) => {
      if (before === undefined) return;
      for (const name of subscriptionAttributes) {
        if (asText(facts[name]) === asText(before[name])) continue;
        const value = asText(facts[name] ?? subscriptionDefaults[name]);
        const SubscriptionArn = facts["PhysicalId"] ?? "";
        await work.aws("sns", "SetSubscriptionAttributes", {
          SubscriptionArn,
          AttributeName: name,
          AttributeValue: value,
        });
      }
    },
  }),

  "AWS::SNS::TopicPolicy": eachTarget({
    property: "Topics",
    put: (work, TopicArn, { PolicyDocument = {} }) => setPolicy(work, TopicArn, asText(PolicyDocument)),
    remove: (work, TopicArn) => setPolicy(work, TopicArn, ""),
  }),
};

const setPolicy = (work: Work, TopicArn: string, AttributeValue: string): Promise<JsonObject> =>
  work.aws("sns", "SetTopicAttributes", { TopicArn, AttributeName: "Policy", AttributeValue });

async function changeAttributes(work: Work, facts: Facts, before: JsonObject): Promise<void> {
  for (const name of topicAttributes) {
    const value = facts[name] ?? (before[name] === undefined ? undefined : topicDefaults[name]);
    if (value === undefined || asText(value) === asText(before[name])) continue;
    const TopicArn = facts["PhysicalId"] ?? "";
    await work.aws("sns", "SetTopicAttributes", { TopicArn, AttributeName: name, AttributeValue: asText(value) });
  }
}

/** Those that stand in the topic itself; ones that are gone from there are not taken back, as on AWS. */
async function changeSubscriptions(work: Work, facts: Facts, before: JsonObject): Promise<void> {
  const had = listOf(before["Subscription"]).map((item) => JSON.stringify(item));
  const wanted = facts["Subscription"];
  for (const subscription of isArray(wanted) ? wanted : []) {
    if (!isObject(subscription) || had.includes(JSON.stringify(subscription))) continue;
    const { Endpoint = "", Protocol = "" } = subscription;
    await work.aws("sns", "Subscribe", {
      TopicArn: facts["TopicArn"] ?? facts["PhysicalId"] ?? "",
      Endpoint,
      Protocol,
    });
  }
}
