import {
  DeleteAnomalyDetectorCommand,
  DeleteDashboardsCommand,
  DeleteInsightRulesCommand,
  DeleteMetricStreamCommand,
  DescribeAnomalyDetectorsCommand,
  DescribeInsightRulesCommand,
  DisableInsightRulesCommand,
  EnableInsightRulesCommand,
  GetDashboardCommand,
  GetInsightRuleReportCommand,
  GetMetricStreamCommand,
  ListDashboardsCommand,
  ListMetricStreamsCommand,
  ListTagsForResourceCommand,
  PutAnomalyDetectorCommand,
  PutDashboardCommand,
  PutInsightRuleCommand,
  PutMetricStreamCommand,
  StartMetricStreamsCommand,
  StopMetricStreamsCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
let send: TestCloud["cloudwatch"]["send"];
beforeAll(async () => {
  cloud = await startTestCloud();
  send = cloud.cloudwatch.send.bind(cloud.cloudwatch) as typeof send;
});
afterAll(() => cloud.stop());

describe("PutDashboard, GetDashboard, ListDashboards and DeleteDashboards", () => {
  it("keep dashboards and refuse what is none", async () => {
    const DashboardBody = JSON.stringify({ widgets: [{ type: "text", properties: { markdown: "hi" } }] });
    await send(new PutDashboardCommand({ DashboardName: "a", DashboardBody }));

    expect((await send(new GetDashboardCommand({ DashboardName: "a" }))).DashboardBody).toBe(DashboardBody);
    expect((await send(new ListDashboardsCommand({}))).DashboardEntries?.[0]?.Size).toBe(DashboardBody.length);
    await expect(
      send(new PutDashboardCommand({ DashboardName: "b", DashboardBody: '{"widgets":[{"type":"no"}]}' })),
    ).rejects.toMatchObject({ name: "DashboardInvalidInputError" });
    await send(new DeleteDashboardsCommand({ DashboardNames: ["a"] }));
    await expect(send(new GetDashboardCommand({ DashboardName: "a" }))).rejects.toMatchObject({
      name: "ResourceNotFound",
    });
  });
});

describe("PutAnomalyDetector, DescribeAnomalyDetectors and DeleteAnomalyDetector", () => {
  it("keep detectors", async () => {
    const detector = { Namespace: "n", MetricName: "m", Stat: "Sum" };
    await send(new PutAnomalyDetectorCommand(detector));

    expect((await send(new DescribeAnomalyDetectorsCommand({}))).AnomalyDetectors?.[0]).toMatchObject(detector);
    await send(new DeleteAnomalyDetectorCommand(detector));
    await expect(send(new DeleteAnomalyDetectorCommand(detector))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});

describe("PutInsightRule and the other operations on insight rules", () => {
  it("keep rules, switch them, and report nothing", async () => {
    const RuleDefinition = JSON.stringify({ Schema: { Name: "CloudWatchLogRule", Version: 1 } });
    await send(new PutInsightRuleCommand({ RuleName: "r", RuleDefinition }));
    const state = async () => (await send(new DescribeInsightRulesCommand({}))).InsightRules?.[0]?.State;

    await send(new DisableInsightRulesCommand({ RuleNames: ["r"] }));
    expect(await state()).toBe("DISABLED");
    await send(new EnableInsightRulesCommand({ RuleNames: ["r"] }));
    expect(await state()).toBe("ENABLED");
    const report = { RuleName: "r", StartTime: new Date(0), EndTime: new Date(1000), Period: 60 };
    expect((await send(new GetInsightRuleReportCommand(report))).Contributors).toEqual([]);
    const { Failures } = await send(new DeleteInsightRulesCommand({ RuleNames: ["r", "nobody"] }));
    expect(Failures?.map(({ FailureResource }) => FailureResource)).toEqual(["nobody"]);
  });
});

describe("PutMetricStream and the other operations on metric streams", () => {
  it("keep streams with their state and tags", async () => {
    const { Arn: ResourceARN } = await send(
      new PutMetricStreamCommand({
        Name: "s",
        FirehoseArn: "arn:aws:firehose:eu-west-1:000000000000:deliverystream/d",
        RoleArn: "arn:aws:iam::000000000000:role/r",
        OutputFormat: "json",
        Tags: [{ Key: "a", Value: "b" }],
      }),
    );

    await send(new StopMetricStreamsCommand({ Names: ["s"] }));
    expect((await send(new GetMetricStreamCommand({ Name: "s" }))).State).toBe("stopped");
    await send(new StartMetricStreamsCommand({ Names: ["s"] }));
    expect((await send(new ListMetricStreamsCommand({}))).Entries?.[0]?.State).toBe("running");
    await send(new TagResourceCommand({ ResourceARN, Tags: [{ Key: "c", Value: "d" }] }));
    await send(new UntagResourceCommand({ ResourceARN, TagKeys: ["a"] }));
    expect((await send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).toEqual([{ Key: "c", Value: "d" }]);
    await send(new DeleteMetricStreamCommand({ Name: "s" }));
    await expect(send(new GetMetricStreamCommand({ Name: "s" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});
