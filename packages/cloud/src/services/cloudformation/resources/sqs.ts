import { isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import { toText } from "../templates/text.ts";
import { declared } from "./declared.ts";
import { eachTarget } from "./each-target.ts";
import type { ResourceType } from "./resource-type.ts";

const attributeNames = [
  ...[
    "DelaySeconds",
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "ReceiveMessageWaitTimeSeconds",
    "VisibilityTimeout",
  ],
  ...["RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled"],
  ...["FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit"],
];
/** What a queue has when its template no longer says otherwise. */
const defaults: JsonObject = {
  DelaySeconds: 0,
  MaximumMessageSize: 1_048_576,
  MessageRetentionPeriod: 345_600,
  ReceiveMessageWaitTimeSeconds: 0,
  VisibilityTimeout: 30,
  RedrivePolicy: "",
  RedriveAllowPolicy: "",
  KmsMasterKeyId: "",
  KmsDataKeyReusePeriodSeconds: 300,
  SqsManagedSseEnabled: "true",
  ContentBasedDeduplication: "false",
};

/** As the service keeps attributes: texts, JSON where a property is an object. */
const attributesOf = (values: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(
    names.flatMap((name) => (values[name] === undefined ? [] : [[name, toText(values[name] as Json)]])),
  );

/** A queue that loses its key is encrypted as queues without one are. */
const withoutKey = (facts: JsonObject): JsonObject =>
  facts["KmsMasterKeyId"] === "" ? { SqsManagedSseEnabled: "true", ...facts } : facts;

const isFifo = (properties: JsonObject): boolean => toText(properties["FifoQueue"] ?? "") === "true";

export const sqsTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::SQS::Queue": declared({
    service: "sqs",
    create: "CreateQueue",
    update: "SetQueueAttributes",
    delete: "DeleteQueue",
    read: "GetQueueAttributes",
    id: "QueueUrl",
    name: (properties) => ({ property: "QueueName", max: 80, suffix: isFifo(properties) ? ".fifo" : "" }),
    input: (facts, { isUpdate }) => ({
      Attributes: attributesOf(
        withoutKey(facts),
        attributeNames.filter((name) => name !== "FifoQueue" || (isFifo(facts) && !isUpdate)),
      ),
      AttributeNames: ["All"],
      ...(facts["PhysicalId"] === undefined ? {} : { QueueUrl: facts["PhysicalId"] }),
    }),
    resets: defaults,
    attributes: (facts) => ({
      Arn: toText(facts["QueueArn"] ?? ""),
      QueueName: toText(facts["QueueName"] ?? ""),
      QueueUrl: toText(facts["QueueUrl"] ?? facts["PhysicalId"] ?? ""),
    }),
    tags: {
      style: "map",
      member: "tags",
      add: "TagQueue",
      remove: "UntagQueue",
      target: ({ PhysicalId = "" }) => ({ QueueUrl: PhysicalId }),
      keys: "TagKeys",
    },
    existing: { operation: "GetQueueUrl", input: ({ QueueName = "" }) => ({ QueueName }) },
  }),
  "AWS::SQS::QueuePolicy": eachTarget({
    property: "Queues",
    put: (work, QueueUrl, { PolicyDocument = {} }) =>
      work.aws("sqs", "SetQueueAttributes", { QueueUrl, Attributes: { Policy: policyText(PolicyDocument) } }),
    remove: (work, QueueUrl) => work.aws("sqs", "SetQueueAttributes", { QueueUrl, Attributes: { Policy: "" } }),
  }),
};

const policyText = (document: Json): string => (isObject(document) ? JSON.stringify(document) : toText(document));
