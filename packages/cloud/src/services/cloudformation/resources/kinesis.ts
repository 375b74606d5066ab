import { isArray, isObject, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { toText } from "../templates/text.ts";
import { declared, type Facts } from "./declared.ts";
import type { ResourceType } from "./resource-type.ts";

const retentionDefault = 24;

/** Every setting has an operation of its own. */
async function complete(work: Work, facts: Facts, before: JsonObject = {}): Promise<void> {
  const { Name: StreamName = "" } = facts;
  const call = (operation: string, parameters: JsonObject) =>
    work.aws("kinesis", operation, { StreamName, ...parameters });
  const StreamARN = arnOf(work, facts);
  const { StreamModeDetails: mode, MaxRecordSizeInKiB, WarmThroughputMiBps, ShardCount: TargetShardCount } = facts;
  const isOther = (name: string) => JSON.stringify(facts[name]) !== JSON.stringify(before[name]);
  const isUpdate = Object.keys(before).length > 0;

  if (isUpdate && mode !== undefined && isOther("StreamModeDetails")) {
    await work.aws("kinesis", "UpdateStreamMode", { StreamARN, StreamModeDetails: mode });
  }
  if (isUpdate && TargetShardCount !== undefined && isOther("ShardCount")) {
    await call("UpdateShardCount", { TargetShardCount, ScalingType: "UNIFORM_SCALING" });
  }
  if (isUpdate && MaxRecordSizeInKiB !== undefined && isOther("MaxRecordSizeInKiB")) {
    await work.aws("kinesis", "UpdateMaxRecordSize", { StreamARN, MaxRecordSizeInKiB });
  }
  if (isUpdate && WarmThroughputMiBps !== undefined && isOther("WarmThroughputMiBps")) {
    await call("UpdateStreamWarmThroughput", { WarmThroughputMiBps });
  }
  if (isOther("RetentionPeriodHours")) await retain(call, facts, before);
  if (isOther("StreamEncryption")) await encrypt(call, facts, before);
  if (isOther("DesiredShardLevelMetrics")) await monitor(call, facts, before);
}

type Call = (operation: string, parameters: JsonObject) => Promise<unknown>;

async function retain(call: Call, facts: Facts, before: JsonObject): Promise<void> {
  const [hours, former] = [facts, before].map(({ RetentionPeriodHours = retentionDefault }) =>
    Number(RetentionPeriodHours),
  );
  const verb = (hours ?? 0) >= (former ?? 0) ? "Increase" : "Decrease";
  await call(`${verb}StreamRetentionPeriod`, { RetentionPeriodHours: hours ?? retentionDefault });
}

async function encrypt(call: Call, facts: Facts, before: JsonObject): Promise<void> {
  const { StreamEncryption: wanted } = facts;
  const { StreamEncryption: former } = before;
  if (isObject(wanted)) await call("StartStreamEncryption", wanted);
  else if (isObject(former)) await call("StopStreamEncryption", former);
}

async function monitor(call: Call, facts: Facts, before: JsonObject): Promise<void> {
  const [wanted, former] = [facts, before].map(({ DesiredShardLevelMetrics: names }) => (isArray(names) ? names : []));
  const gone = (former ?? []).filter((name) => wanted?.includes(name) !== true);
  if (gone.length > 0) await call("DisableEnhancedMonitoring", { ShardLevelMetrics: gone });
  if (wanted !== undefined && wanted.length > 0) await call("EnableEnhancedMonitoring", { ShardLevelMetrics: wanted });
}

const arnOf = ({ call }: Work, { Name = "" }: Facts): string =>
  `arn:aws:kinesis:${call.region}:${call.account}:stream/${toText(Name)}`;

export const kinesisTypes: Readonly<Record<string, ResourceType>> = {
  "AWS::Kinesis::Stream": declared({
    service: "kinesis",
    create: "CreateStream",
    delete: "DeleteStream",
    id: "Name",
    name: { property: "Name", max: 128 },
    input: ({ Name = "" }) => ({ StreamName: Name, EnforceConsumerDeletion: true }),
    attributes: (facts, work) => ({ Arn: arnOf(work, facts) }),
    complete,
    tags: {
      style: "map",
      member: "Tags",
      add: "TagResource",
      remove: "UntagResource",
      target: ({ Arn = "" }) => ({ ResourceARN: Arn }),
      keys: "TagKeys",
    },
  }),
  "AWS::Kinesis::StreamConsumer": declared({
    service: "kinesis",
    create: "RegisterStreamConsumer",
    delete: "DeregisterStreamConsumer",
    id: "ConsumerARN",
    input: ({ PhysicalId }) => (PhysicalId === undefined ? {} : { ConsumerARN: PhysicalId }),
    attributes: (facts) =>
      Object.fromEntries(
        ["ConsumerARN", "ConsumerCreationTimestamp", "ConsumerName", "ConsumerStatus", "StreamARN"].flatMap((name) =>
          facts[name] === undefined ? [] : [[name, facts[name]]],
        ),
      ),
  }),
  "AWS::Kinesis::ResourcePolicy": declared({
    service: "kinesis",
    create: "PutResourcePolicy",
    update: "PutResourcePolicy",
    delete: "DeleteResourcePolicy",
    id: "ResourceArn",
    input: ({ ResourceArn = "", ResourcePolicy = {} }) => ({
      ResourceARN: ResourceArn,
      Policy: isObject(ResourcePolicy) ? JSON.stringify(ResourcePolicy) : toText(ResourcePolicy),
    }),
  }),
};
