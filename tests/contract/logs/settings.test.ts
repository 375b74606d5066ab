import {
  AssociateKmsKeyCommand,
  CreateDeliveryCommand,
  CreateLogAnomalyDetectorCommand,
  DeleteAccountPolicyCommand,
  DeleteDataProtectionPolicyCommand,
  DeleteDeliveryCommand,
  DeleteDeliveryDestinationCommand,
  DeleteDeliveryDestinationPolicyCommand,
  DeleteDeliverySourceCommand,
  DeleteDestinationCommand,
  DeleteIndexPolicyCommand,
  DeleteLogAnomalyDetectorCommand,
  DeleteLogGroupCommand,
  DeleteResourcePolicyCommand,
  DeleteTransformerCommand,
  DescribeAccountPoliciesCommand,
  DescribeDeliveriesCommand,
  DescribeDeliveryDestinationsCommand,
  DescribeDeliverySourcesCommand,
  DescribeDestinationsCommand,
  DescribeIndexPoliciesCommand,
  DescribeLogGroupsCommand,
  DescribeResourcePoliciesCommand,
  DisassociateKmsKeyCommand,
  FilterLogEventsCommand,
  GetDataProtectionPolicyCommand,
  GetDeliveryCommand,
  GetDeliveryDestinationCommand,
  GetDeliveryDestinationPolicyCommand,
  GetDeliverySourceCommand,
  GetLogAnomalyDetectorCommand,
  GetLogEventsCommand,
  GetTransformerCommand,
  ListAnomaliesCommand,
  ListLogAnomalyDetectorsCommand,
  ListLogGroupsCommand,
  ListTagsForResourceCommand,
  ListTagsLogGroupCommand,
  PutAccountPolicyCommand,
  PutDataProtectionPolicyCommand,
  PutDeliveryDestinationCommand,
  PutDeliveryDestinationPolicyCommand,
  PutDeliverySourceCommand,
  PutDestinationCommand,
  PutDestinationPolicyCommand,
  PutIndexPolicyCommand,
  PutLogGroupDeletionProtectionCommand,
  PutResourcePolicyCommand,
  PutRetentionPolicyCommand,
  PutTransformerCommand,
  TagLogGroupCommand,
  TagResourceCommand,
  UntagLogGroupCommand,
  UntagResourceCommand,
  UpdateDeliveryConfigurationCommand,
  UpdateLogAnomalyDetectorCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CreateKeyCommand } from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createGroup, write } from "./group.ts";

let cloud: TestCloud;
let send: TestCloud["logs"]["send"];
beforeAll(async () => {
  cloud = await startTestCloud();
  send = cloud.logs.send.bind(cloud.logs) as typeof send;
  await createGroup(cloud, "g");
});
afterAll(() => cloud.stop());

const arn = "arn:aws:logs:eu-west-1:000000000000:log-group:g";
const missing = { name: "ResourceNotFoundException" };
const groupOf = async () =>
  (await send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "g" }))).logGroups?.find(
    ({ logGroupName }) => logGroupName === "g",
  );

describe("PutResourcePolicy, DescribeResourcePolicies and DeleteResourcePolicy", () => {
  it("keep policies", async () => {
    await send(new PutResourcePolicyCommand({ policyName: "p", policyDocument: "{}" }));

    expect((await send(new DescribeResourcePoliciesCommand({}))).resourcePolicies?.[0]?.policyDocument).toBe("{}");
    await send(new DeleteResourcePolicyCommand({ policyName: "p" }));
    await expect(send(new DeleteResourcePolicyCommand({ policyName: "p" }))).rejects.toMatchObject(missing);
  });
});

describe("PutAccountPolicy, DescribeAccountPolicies and DeleteAccountPolicy", () => {
  it("keep policies by their type", async () => {
    const policy = { policyName: "p", policyType: "DATA_PROTECTION_POLICY" as const };
    await send(new PutAccountPolicyCommand({ ...policy, policyDocument: "{}" }));

    expect((await send(new DescribeAccountPoliciesCommand(policy))).accountPolicies).toHaveLength(1);
    await send(new DeleteAccountPolicyCommand(policy));
    await expect(send(new DeleteAccountPolicyCommand(policy))).rejects.toMatchObject(missing);
  });
});

describe("data protection, index policies and transformers of a group", () => {
  it("are kept with it", async () => {
    const logGroupIdentifier = "g";
    await send(new PutDataProtectionPolicyCommand({ logGroupIdentifier, policyDocument: "{}" }));
    expect((await send(new GetDataProtectionPolicyCommand({ logGroupIdentifier }))).policyDocument).toBe("{}");
    await send(new DeleteDataProtectionPolicyCommand({ logGroupIdentifier }));

    await send(new PutIndexPolicyCommand({ logGroupIdentifier, policyDocument: '{"Fields":["a"]}' }));
    const described = await send(new DescribeIndexPoliciesCommand({ logGroupIdentifiers: ["g"] }));
    expect(described.indexPolicies?.[0]?.logGroupIdentifier).toBe(arn);
    await send(new DeleteIndexPolicyCommand({ logGroupIdentifier }));

    await send(new PutTransformerCommand({ logGroupIdentifier, transformerConfig: [{ parseJSON: {} }] }));
    expect((await send(new GetTransformerCommand({ logGroupIdentifier }))).transformerConfig).toHaveLength(1);
    await send(new DeleteTransformerCommand({ logGroupIdentifier }));
    await expect(send(new GetTransformerCommand({ logGroupIdentifier }))).rejects.toMatchObject(missing);
  });
});

describe("PutDestination, PutDestinationPolicy, DescribeDestinations and DeleteDestination", () => {
  it("keep destinations", async () => {
    const targetArn = "arn:aws:kinesis:eu-west-1:000000000000:stream/s";
    const roleArn = "arn:aws:iam::000000000000:role/r";
    await send(new PutDestinationCommand({ destinationName: "d", targetArn, roleArn, tags: { a: "b" } }));
    await send(new PutDestinationPolicyCommand({ destinationName: "d", accessPolicy: "{}" }));

    const { destinations } = await send(new DescribeDestinationsCommand({}));
    expect(destinations?.[0]).toMatchObject({ destinationName: "d", targetArn, accessPolicy: "{}" });
    const resourceArn = destinations?.[0]?.arn;
    expect((await send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual({ a: "b" });
    await send(new DeleteDestinationCommand({ destinationName: "d" }));
    await expect(send(new DeleteDestinationCommand({ destinationName: "d" }))).rejects.toMatchObject(missing);
  });
});

describe("deliveries, their sources and destinations", () => {
  it("are kept and belong together", async () => {
    const resourceArn = "arn:aws:cloudfront::000000000000:distribution/E1";
    await send(new PutDeliverySourceCommand({ name: "source", resourceArn, logType: "ACCESS_LOGS" }));
    const put = await send(
      new PutDeliveryDestinationCommand({
        name: "bucket",
        deliveryDestinationConfiguration: { destinationResourceArn: "arn:aws:s3:::b" },
      }),
    );
    const deliveryDestinationArn = put.deliveryDestination?.arn;
    const { delivery } = await send(
      new CreateDeliveryCommand({ deliverySourceName: "source", deliveryDestinationArn }),
    );
    const id = delivery?.id;

    expect((await send(new GetDeliverySourceCommand({ name: "source" }))).deliverySource?.service).toBe("cloudfront");
    expect((await send(new DescribeDeliverySourcesCommand({}))).deliverySources).toHaveLength(1);
    const got = await send(new GetDeliveryDestinationCommand({ name: "bucket" }));
    expect(got.deliveryDestination?.deliveryDestinationType).toBe("S3");
    expect((await send(new DescribeDeliveryDestinationsCommand({}))).deliveryDestinations).toHaveLength(1);
    const deliveryDestinationName = "bucket";
    await send(new PutDeliveryDestinationPolicyCommand({ deliveryDestinationName, deliveryDestinationPolicy: "{}" }));
    const { policy } = await send(new GetDeliveryDestinationPolicyCommand({ deliveryDestinationName }));
    expect(policy?.deliveryDestinationPolicy).toBe("{}");
    await send(new DeleteDeliveryDestinationPolicyCommand({ deliveryDestinationName }));
    await send(new UpdateDeliveryConfigurationCommand({ id, fieldDelimiter: ";" }));
    expect((await send(new GetDeliveryCommand({ id }))).delivery?.fieldDelimiter).toBe(";");
    expect((await send(new DescribeDeliveriesCommand({}))).deliveries).toHaveLength(1);
    await expect(send(new DeleteDeliverySourceCommand({ name: "source" }))).rejects.toMatchObject({
      name: "ConflictException",
    });
    await send(new DeleteDeliveryCommand({ id }));
    await send(new DeleteDeliverySourceCommand({ name: "source" }));
    await send(new DeleteDeliveryDestinationCommand({ name: "bucket" }));
    await expect(send(new GetDeliveryCommand({ id }))).rejects.toMatchObject(missing);
  });
});

describe("CreateLogAnomalyDetector and the other operations on detectors", () => {
  it("keep detectors that find nothing", async () => {
    const { anomalyDetectorArn } = await send(
      new CreateLogAnomalyDetectorCommand({ logGroupArnList: [arn], detectorName: "d" }),
    );
    await send(new UpdateLogAnomalyDetectorCommand({ anomalyDetectorArn, enabled: false }));

    const got = await send(new GetLogAnomalyDetectorCommand({ anomalyDetectorArn }));
    expect(got).toMatchObject({ detectorName: "d", anomalyDetectorStatus: "PAUSED" });
    const { anomalyDetectors } = await send(new ListLogAnomalyDetectorsCommand({}));
    expect(anomalyDetectors?.[0]?.anomalyDetectorArn).toBe(anomalyDetectorArn);
    expect((await send(new ListAnomaliesCommand({}))).anomalies).toEqual([]);
    await send(new DeleteLogAnomalyDetectorCommand({ anomalyDetectorArn }));
    await expect(send(new GetLogAnomalyDetectorCommand({ anomalyDetectorArn }))).rejects.toMatchObject(missing);
  });
});

describe("AssociateKmsKey and DisassociateKmsKey", () => {
  it("keep the key with the group", async () => {
    const statement = (Principal: object) => ({ Effect: "Allow", Principal, Action: "kms:*", Resource: "*" });
    const Statement = [statement({ AWS: "000000000000" }), statement({ Service: "logs.eu-west-1.amazonaws.com" })];
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    const { KeyMetadata } = await cloud.kms.send(new CreateKeyCommand({ Policy }));
    const kmsKeyId = KeyMetadata?.Arn ?? "";
    await send(new AssociateKmsKeyCommand({ logGroupName: "g", kmsKeyId }));
    expect((await groupOf())?.kmsKeyId).toBe(kmsKeyId);

    await send(new DisassociateKmsKeyCommand({ logGroupName: "g" }));
    expect((await groupOf())?.kmsKeyId).toBeUndefined();
  });
});

describe("PutLogGroupDeletionProtection and ListLogGroups", () => {
  it("keep a group from being deleted", async () => {
    await createGroup(cloud, "protected");
    const protect = (deletionProtectionEnabled: boolean) =>
      send(new PutLogGroupDeletionProtectionCommand({ logGroupIdentifier: "protected", deletionProtectionEnabled }));
    await protect(true);
    const remove = () => send(new DeleteLogGroupCommand({ logGroupName: "protected" }));

    await expect(remove()).rejects.toMatchObject({ name: "ValidationException" });
    await protect(false);
    await remove();
    const { logGroups } = await send(new ListLogGroupsCommand({ logGroupNamePattern: "protected" }));
    expect(logGroups).toEqual([]);
  });
});

describe("TagLogGroup, UntagLogGroup, TagResource and UntagResource", () => {
  it("change the same tags, also by the ARN that ends in a star", async () => {
    await send(new TagLogGroupCommand({ logGroupName: "g", tags: { a: "1", b: "2" } }));
    await send(new TagResourceCommand({ resourceArn: `${arn}:*`, tags: { c: "3" } }));
    await send(new UntagLogGroupCommand({ logGroupName: "g", tags: ["a"] }));
    await send(new UntagResourceCommand({ resourceArn: arn, tagKeys: ["b"] }));

    expect((await send(new ListTagsLogGroupCommand({ logGroupName: "g" }))).tags).toEqual({ c: "3" });
  });
});

describe("GetLogEvents", () => {
  it("refuses limits that are out of range by the name that Logs has for it", () =>
    expect(
      send(new GetLogEventsCommand({ logGroupName: "g", logStreamName: "s", limit: 10_001 })),
    ).rejects.toMatchObject({ name: "InvalidParameterException" }));
});

describe("PutRetentionPolicy", () => {
  it("removes events once they are older than that", async () => {
    await createGroup(cloud, "kept");
    await write(cloud, "kept", "old");
    await send(new PutRetentionPolicyCommand({ logGroupName: "kept", retentionInDays: 1 }));

    cloud.cloud.advanceClock(25 * 60 * 60 * 1000);

    expect((await send(new FilterLogEventsCommand({ logGroupName: "kept" }))).events).toEqual([]);
    const emptied = await eventually(async () => {
      const { logGroups } = await send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "kept" }));
      return logGroups?.[0]?.storedBytes === 0 ? true : undefined;
    });
    expect(emptied).toBe(true);
  });
});
