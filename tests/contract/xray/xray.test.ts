import {
  BatchGetTracesCommand,
  CreateGroupCommand,
  CreateSamplingRuleCommand,
  DeleteGroupCommand,
  DeleteResourcePolicyCommand,
  DeleteSamplingRuleCommand,
  GetEncryptionConfigCommand,
  GetGroupCommand,
  GetGroupsCommand,
  GetInsightSummariesCommand,
  GetSamplingRulesCommand,
  GetSamplingStatisticSummariesCommand,
  GetSamplingTargetsCommand,
  GetServiceGraphCommand,
  GetTraceGraphCommand,
  GetTraceSegmentDestinationCommand,
  GetTraceSummariesCommand,
  ListResourcePoliciesCommand,
  ListTagsForResourceCommand,
  PutEncryptionConfigCommand,
  PutResourcePolicyCommand,
  PutTelemetryRecordsCommand,
  PutTraceSegmentsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateGroupCommand,
  UpdateSamplingRuleCommand,
  UpdateTraceSegmentDestinationCommand,
} from "@aws-sdk/client-xray";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
let send: TestCloud["xray"]["send"];
const seconds = Math.floor(Date.now() / 1000) - 60;
const traceOf = (digit: string): string => `1-${seconds.toString(16)}-${digit.repeat(24)}`;
const range = { StartTime: new Date((seconds - 10) * 1000), EndTime: new Date((seconds + 100) * 1000) };

beforeAll(async () => {
  cloud = await startTestCloud();
  send = cloud.xray.send.bind(cloud.xray) as typeof send;
  const segments = [
    {
      id: "1".repeat(16),
      trace_id: traceOf("a"),
      name: "api",
      start_time: seconds,
      end_time: seconds + 3,
      http: { request: { method: "GET", url: "http://x/orders" }, response: { status: 500 } },
      fault: true,
      annotations: { tenant: "blue" },
    },
    {
      id: "2".repeat(16),
      parent_id: "1".repeat(16),
      trace_id: traceOf("a"),
      name: "db",
      start_time: seconds + 1,
      end_time: seconds + 2,
    },
    { id: "3".repeat(16), trace_id: traceOf("b"), name: "web", start_time: seconds + 5, end_time: seconds + 5.5 },
  ];
  await send(
    new PutTraceSegmentsCommand({ TraceSegmentDocuments: segments.map((segment) => JSON.stringify(segment)) }),
  );
});
afterAll(() => cloud.stop());

describe("PutTraceSegments", () => {
  it("says which documents are none", async () => {
    const { UnprocessedTraceSegments } = await send(
      new PutTraceSegmentsCommand({ TraceSegmentDocuments: ["no", '{"id":"0123456789abcdef","name":"a"}'] }),
    );

    expect(UnprocessedTraceSegments?.map(({ ErrorCode }) => ErrorCode)).toEqual(["ParseError", "MissingTraceId"]);
    await send(new PutTelemetryRecordsCommand({ TelemetryRecords: [{ Timestamp: new Date() }] }));
  });
});

describe("GetTraceSummaries", () => {
  const find = async (FilterExpression?: string) =>
    (await send(new GetTraceSummariesCommand({ ...range, FilterExpression }))).TraceSummaries?.map(({ Id }) => Id);

  it("tells of traces in a range of time", async () => {
    const { TraceSummaries } = await send(new GetTraceSummariesCommand(range));

    expect(TraceSummaries?.[0]).toMatchObject({
      Id: traceOf("a"),
      Duration: 3,
      ResponseTime: 3,
      HasFault: true,
      HasError: false,
      Http: { HttpStatus: 500, HttpMethod: "GET", HttpURL: "http://x/orders" },
      EntryPoint: { Name: "api" },
    });
  });

  it.each([
    ["fault", ["a"]],
    ["ok", ["b"]],
    ["responsetime > 1", ["a"]],
    ["http.status = 500 AND NOT error", ["a"]],
    ['service("db")', ["a"]],
    ['annotation.tenant = "blue" OR service("web")', ["a", "b"]],
    ['http.url CONTAINS "orders"', ["a"]],
  ])("finds by %s", async (expression, digits) => expect(await find(expression)).toEqual(digits.map(traceOf)));

  it("refuses filters that it cannot read", () =>
    expect(find("responsetime >")).rejects.toMatchObject({ name: "InvalidRequestException" }));
});

describe("BatchGetTraces, GetTraceGraph and GetServiceGraph", () => {
  it("give traces back, and who called whom", async () => {
    const { Traces } = await send(new BatchGetTracesCommand({ TraceIds: [traceOf("a"), traceOf("f")] }));
    expect(Traces).toHaveLength(1);
    expect(JSON.parse(Traces?.[0]?.Segments?.[1]?.Document ?? "")).toMatchObject({ name: "db" });

    const graph = await send(new GetTraceGraphCommand({ TraceIds: [traceOf("a")] }));
    const db = graph.Services?.find(({ Name }) => Name === "db");
    expect(graph.Services?.find(({ Name }) => Name === "api")?.Edges?.[0]?.ReferenceId).toBe(db?.ReferenceId);
    const { Services } = await send(new GetServiceGraphCommand(range));
    expect(Services?.map(({ Name }) => Name)).toEqual(["api", "db", "web"]);
    const insights = await send(new GetInsightSummariesCommand({ ...range, GroupName: "Default" }));
    expect(insights.InsightSummaries).toEqual([]);
  });
});

describe("CreateSamplingRule and the other operations on sampling", () => {
  it("keep rules and tell clients their targets", async () => {
    const rule = {
      RuleName: "orders",
      ResourceARN: "*",
      Priority: 1,
      FixedRate: 0.5,
      ReservoirSize: 7,
      ServiceName: "*",
      ServiceType: "*",
      Host: "*",
      HTTPMethod: "*",
      URLPath: "*",
      Version: 1,
    };
    await send(new CreateSamplingRuleCommand({ SamplingRule: rule }));
    await send(new UpdateSamplingRuleCommand({ SamplingRuleUpdate: { RuleName: "orders", FixedRate: 0.25 } }));

    const { SamplingRuleRecords } = await send(new GetSamplingRulesCommand({}));
    expect(SamplingRuleRecords?.map(({ SamplingRule }) => SamplingRule?.RuleName)).toEqual(["Default", "orders"]);
    const document = { ClientID: "0".repeat(24), Timestamp: new Date(), RequestCount: 1, SampledCount: 1 };
    const targets = await send(
      new GetSamplingTargetsCommand({
        SamplingStatisticsDocuments: [
          { RuleName: "orders", ...document },
          { RuleName: "no", ...document },
        ],
      }),
    );
    expect(targets.SamplingTargetDocuments).toMatchObject([{ RuleName: "orders", FixedRate: 0.25, ReservoirQuota: 7 }]);
    expect(targets.UnprocessedStatistics?.[0]?.RuleName).toBe("no");
    expect((await send(new GetSamplingStatisticSummariesCommand({}))).SamplingStatisticSummaries).toEqual([]);
    await send(new DeleteSamplingRuleCommand({ RuleName: "orders" }));
    await expect(send(new DeleteSamplingRuleCommand({ RuleName: "orders" }))).rejects.toMatchObject({
      name: "InvalidRequestException",
    });
  });
});

describe("CreateGroup and the other operations on groups", () => {
  it("keep groups with their tags", async () => {
    const { Group } = await send(
      new CreateGroupCommand({
        GroupName: "slow",
        FilterExpression: "responsetime > 1",
        Tags: [{ Key: "a", Value: "b" }],
      }),
    );
    const ResourceARN = Group?.GroupARN;
    await send(new UpdateGroupCommand({ GroupName: "slow", FilterExpression: "fault" }));

    expect((await send(new GetGroupCommand({ GroupARN: ResourceARN }))).Group?.FilterExpression).toBe("fault");
    expect((await send(new GetGroupsCommand({}))).Groups).toHaveLength(1);
    await send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: "c", Value: "d" }] }));
    await send(new UntagResourceCommand({ ResourceARN, TagKeys: ["a"] }));
    expect((await send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).toEqual([{ Key: "c", Value: "d" }]);
    await send(new DeleteGroupCommand({ GroupName: "slow" }));
    await expect(send(new GetGroupCommand({ GroupName: "slow" }))).rejects.toMatchObject({
      name: "InvalidRequestException",
    });
  });
});

describe("settings of X-Ray", () => {
  it("are kept", async () => {
    await send(new PutEncryptionConfigCommand({ Type: "KMS", KeyId: "alias/k" }));
    expect((await send(new GetEncryptionConfigCommand({}))).EncryptionConfig).toMatchObject({
      Type: "KMS",
      KeyId: "alias/k",
    });

    await send(new UpdateTraceSegmentDestinationCommand({ Destination: "CloudWatchLogs" }));
    expect((await send(new GetTraceSegmentDestinationCommand({}))).Destination).toBe("CloudWatchLogs");

    await send(new PutResourcePolicyCommand({ PolicyName: "p", PolicyDocument: "{}" }));
    expect((await send(new ListResourcePoliciesCommand({}))).ResourcePolicies?.[0]?.PolicyRevisionId).toBe("1");
    await send(new DeleteResourcePolicyCommand({ PolicyName: "p" }));
    expect((await send(new ListResourcePoliciesCommand({}))).ResourcePolicies).toEqual([]);
  });
});
