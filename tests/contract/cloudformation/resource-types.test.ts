import { readFileSync } from "node:fs";
import { DescribeStackResourcesCommand } from "@aws-sdk/client-cloudformation";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createStack, deleteStack, outputsOf, stackEvents, updateStack } from "../../support/stacks.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const template = readFileSync(new URL("every-type.yaml", import.meta.url), "utf8");

/** A change of a property of each of these, and whether it needs another resource. The archive is of the bus, which does. */
const changes = [
  { id: "Key", from: "x-${Stage}", to: "y-${Stage}", replaces: false },
  { id: "Q", from: 'VisibilityTimeout: "40"', to: "VisibilityTimeout: 50", replaces: false },
  {
    id: "Fn",
    from: '"exports.handler = async (e) => ({ok: true, e})"',
    to: '"exports.handler = () => 1"',
    replaces: false,
  },
  { id: "ESM", from: "BatchSize: 5", to: "BatchSize: 6", replaces: false },
  { id: "EIC", from: "MaximumRetryAttempts: 1", to: "MaximumRetryAttempts: 2", replaces: false },
  { id: "Perm", from: "Principal: s3.amazonaws.com", to: "Principal: sns.amazonaws.com", replaces: true },
  { id: "Table", from: "ProjectionType: ALL", to: "ProjectionType: KEYS_ONLY", replaces: false },
  { id: "Bucket", from: "ExpirationInDays: 3", to: "ExpirationInDays: 4", replaces: false },
  { id: "Bus", from: "bus-${Stage}", to: "bus-two-${Stage}", replaces: true },
  { id: "Rule2", from: "rate(5 minutes)", to: "rate(6 minutes)", replaces: false },
  { id: "Arch", from: "RetentionDays: 3", to: "RetentionDays: 4", replaces: true },
  { id: "Sch", from: "rate(1 day)", to: "rate(2 days)", replaces: false },
  { id: "Act", from: "${AWS::StackName}-act", to: "${AWS::StackName}-act-two", replaces: true },
  { id: "LG", from: "RetentionInDays: 7", to: "RetentionInDays: 14", replaces: false },
  { id: "MF", from: "FilterPattern: ERROR", to: "FilterPattern: WARN", replaces: false },
  { id: "QD", from: "fields @message", to: "fields @timestamp", replaces: false },
  { id: "Al", from: "Threshold: 1,", to: "Threshold: 2,", replaces: false },
  { id: "DB", from: '{"widgets":[]}', to: '{"widgets":[],"start":"-PT1H"}', replaces: false },
  { id: "Sec", from: "PasswordLength: 20", to: "PasswordLength: 22", replaces: false },
  { id: "ST", from: "MaxCapacity: 5", to: "MaxCapacity: 6", replaces: false },
  { id: "SP", from: "TargetValue: 70", to: "TargetValue: 60", replaces: false },
  { id: "Cmk", from: "Description: one, EnableKeyRotation: true", to: "Description: two", replaces: false },
  { id: "Rest", from: "Description: first", to: "Description: second", replaces: false },
  { id: "RestBody", from: "Schema: { type: object }", to: "Schema: { type: array }", replaces: false },
  { id: "RestCheck", from: "ValidateRequestBody: true", to: "ValidateRequestBody: false", replaces: false },
  { id: "RestAsks", from: "AuthorizerResultTtlInSeconds: 0", to: "AuthorizerResultTtlInSeconds: 5", replaces: false },
  { id: "RestPost", from: 'application/json: "made"', to: 'application/json: "done"', replaces: false },
  { id: "RestStage", from: "ThrottlingRateLimit: 10", to: "ThrottlingRateLimit: 11", replaces: false },
  { id: "RestPlan", from: "Quota: { Limit: 100", to: "Quota: { Limit: 90", replaces: false },
  { id: "RestNo", from: 'StatusCode: "418"', to: 'StatusCode: "419"', replaces: false },
  { id: "RestMapping", from: "BasePath: v1", to: "BasePath: v2", replaces: true },
  { id: "Http", from: "http-${Stage}", to: "http-two-${Stage}", replaces: false },
  { id: "HttpBackend", from: 'PayloadFormatVersion: "2.0"', to: 'PayloadFormatVersion: "1.0"', replaces: false },
  { id: "HttpRoute", from: "GET /things", to: "GET /others", replaces: false },
  { id: "HttpStage", from: "StageVariables: { word: one }", to: "StageVariables: { word: two }", replaces: false },
  { id: "HttpRead", from: "https://example.com/one", to: "https://example.com/two", replaces: false },
  { id: "Images", from: "ImageTagMutability: IMMUTABLE", to: "ImageTagMutability: MUTABLE", replaces: false },
  { id: "Records", from: "ShardCount: 1,", to: "ShardCount: 2,", replaces: false },
  { id: "RecordsReader", from: "ConsumerName: reader", to: "ConsumerName: reader-two", replaces: true },
] as const;

const physicalIds = async (StackName: string): Promise<Record<string, string | undefined>> => {
  const { StackResources = [] } = await cloud.cloudformation.send(new DescribeStackResourcesCommand({ StackName }));
  return Object.fromEntries(
    StackResources.map(({ LogicalResourceId = "", PhysicalResourceId }) => [LogicalResourceId, PhysicalResourceId]),
  );
};

const failures = async (StackName: string): Promise<(string | undefined)[]> =>
  (await stackEvents(cloud.cloudformation, StackName))
    .filter(({ ResourceStatus }) => ResourceStatus?.endsWith("_FAILED"))
    .map(({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId}: ${ResourceStatusReason}`);

describe("A stack of every type of resource", () => {
  it("is made", async () => {
    const stack = await createStack(cloud.cloudformation, "every", template, { Tags: [{ Key: "team", Value: "x" }] });

    expect(await failures("every")).toEqual([]);
    expect(stack.StackStatus).toBe("CREATE_COMPLETE");
    expect(outputsOf(stack)).toMatchObject({ SecretUser: "a", Stream: expect.stringContaining("/stream/") });
  });

  it("changes in place what its type may change, and replaces the rest", async () => {
    const before = await physicalIds("every");
    const changed = changes.reduce((text, { from, to }) => text.replace(from, to), template);
    const stack = await updateStack(cloud.cloudformation, "every", changed);
    const after = await physicalIds("every");
    const replaced = changes.filter(({ id }) => after[id] !== before[id]).map(({ id }) => id);

    expect(await failures("every")).toEqual([]);
    expect(stack.StackStatus).toBe("UPDATE_COMPLETE");
    expect(replaced).toEqual(changes.filter(({ replaces }) => replaces).map(({ id }) => id));
  });

  it("has again what it had when a change fails", async () => {
    const before = await physicalIds("every");
    const failing = `${template.replace(/Outputs:[\s\S]*/, "")}
  Bad: {Type: "AWS::SQS::Queue", Properties: {DelaySeconds: 100000}, DependsOn: [${changes.map(({ id }) => id).join(", ")}]}
`;
    const stack = await updateStack(cloud.cloudformation, "every", failing);

    expect(await failures("every")).toEqual([expect.stringMatching(/^Bad: /)]);
    expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(await physicalIds("every")).toEqual(before);
  });

  it("goes, and leaves nothing behind", async () => {
    const { StackId = "" } = await updateStack(cloud.cloudformation, "every", template);
    const stack = await deleteStack(cloud.cloudformation, StackId);

    expect((await failures(StackId)).filter((failure) => !failure?.startsWith("Bad"))).toEqual([]);
    expect(stack.StackStatus).toBe("DELETE_COMPLETE");
  });
});

describe("A resource that is there already", () => {
  it.each([
    ["AWS::SQS::Queue", { QueueName: "taken" }],
    ["AWS::SNS::Topic", { TopicName: "taken" }],
    ["AWS::S3::Bucket", { BucketName: "taken" }],
    ["AWS::Events::Rule", { Name: "taken", ScheduleExpression: "rate(1 day)" }],
    ["AWS::CloudWatch::Dashboard", { DashboardName: "taken", DashboardBody: '{"widgets":[]}' }],
    ["AWS::Logs::LogGroup", { LogGroupName: "taken" }],
    ["AWS::IAM::User", { UserName: "taken" }],
  ])("is not taken over, nor deleted with the stack that wanted it: %s", async (Type, Properties) => {
    const { cloudformation } = cloud;
    const template = { Resources: { A: { Type, Properties } } };
    const first = await createStack(cloudformation, "first", template);
    const second = await createStack(cloudformation, "second", template);
    const reasons = await failures("second");
    await deleteStack(cloudformation, second.StackId ?? "");
    const third = await createStack(cloudformation, "third", template);
    await deleteStack(cloudformation, first.StackId ?? "");
    await deleteStack(cloudformation, third.StackId ?? "");

    expect(second.StackStatus).toBe("ROLLBACK_COMPLETE");
    expect(third.StackStatus).toBe("ROLLBACK_COMPLETE");
    expect(reasons[0]).toContain("AlreadyExists");
  });
});
