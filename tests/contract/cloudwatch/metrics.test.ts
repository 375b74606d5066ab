import {
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { CreateQueueCommand, SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const minute = 60_000;
/** A whole minute, an hour ago. */
const hourAgo = (): number => Math.floor(Date.now() / minute) * minute - 60 * minute;

async function put(Namespace: string, MetricName: string, values: readonly (number | undefined)[], start = hourAgo()) {
  const MetricData = values.flatMap((Value, index) =>
    Value === undefined ? [] : [{ MetricName, Value, Timestamp: new Date(start + index * minute) }],
  );
  await cloud.cloudwatch.send(new PutMetricDataCommand({ Namespace, MetricData }));
  return start;
}

describe("PutMetricData", () => {
  it("gathers values, counts and statistic sets of a minute", async () => {
    const at = new Date(hourAgo());
    const send = (datum: object) =>
      cloud.cloudwatch.send(
        new PutMetricDataCommand({ Namespace: "gather", MetricData: [{ MetricName: "m", Timestamp: at, ...datum }] }),
      );
    await send({ Value: 4 });
    await send({ Values: [1, 2], Counts: [3, 1] });
    await send({ StatisticValues: { SampleCount: 2, Sum: 20, Minimum: 5, Maximum: 15 } });

    const { Datapoints } = await cloud.cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: "gather",
        MetricName: "m",
        StartTime: at,
        EndTime: new Date(at.getTime() + minute),
        Period: 60,
        Statistics: ["SampleCount", "Sum", "Minimum", "Maximum", "Average"],
      }),
    );

    expect(Datapoints).toEqual([
      { Timestamp: at, Unit: "None", SampleCount: 7, Sum: 29, Minimum: 1, Maximum: 15, Average: 29 / 7 },
    ]);
  });

  it.each([
    ["InvalidParameterValueException", { Timestamp: new Date(Date.now() - 15 * 24 * 60 * minute), Value: 1 }],
    ["InvalidParameterValueException", { Timestamp: new Date(Date.now() + 3 * 60 * minute), Value: 1 }],
    ["MissingRequiredParameterException", {}],
    ["InvalidParameterCombinationException", { Value: 1, Values: [1] }],
    ["InvalidParameterValueException", { Values: [1, 2], Counts: [1] }],
    ["InvalidParameterValueException", { Value: 1, StorageResolution: 2 }],
  ])("refuses with %s: %j", async (name, datum) => {
    const MetricData = [{ MetricName: "m", ...datum }];

    await expect(cloud.cloudwatch.send(new PutMetricDataCommand({ Namespace: "n", MetricData }))).rejects.toMatchObject(
      {
        name,
      },
    );
  });

  it("keeps the namespaces of AWS to AWS", () =>
    expect(
      cloud.cloudwatch.send(
        new PutMetricDataCommand({ Namespace: "AWS/SQS", MetricData: [{ MetricName: "m", Value: 1 }] }),
      ),
    ).rejects.toMatchObject({ name: "InvalidParameterValueException" }));
});

describe("GetMetricStatistics", () => {
  it("answers percentiles and trimmed statistics", async () => {
    const at = new Date(hourAgo());
    const Values = Array.from({ length: 100 }, (_, index) => index + 1);
    await cloud.cloudwatch.send(
      new PutMetricDataCommand({ Namespace: "p", MetricData: [{ MetricName: "m", Timestamp: at, Values }] }),
    );

    const { Datapoints } = await cloud.cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace: "p",
        MetricName: "m",
        StartTime: at,
        EndTime: new Date(at.getTime() + minute),
        Period: 60,
        ExtendedStatistics: ["p50", "p99", "tm90", "TC(:10)", "PR(11:20)"],
      }),
    );

    expect(Datapoints?.[0]?.ExtendedStatistics).toEqual({
      p50: 50.5,
      p99: 99.01,
      tm90: 45.5,
      "TC(:10)": 10,
      "PR(11:20)": 10,
    });
  });

  it("refuses more than 1440 points and ends before beginnings", async () => {
    const ask = (hours: number, Period: number) =>
      cloud.cloudwatch.send(
        new GetMetricStatisticsCommand({
          Namespace: "n",
          MetricName: "m",
          StartTime: new Date(0),
          EndTime: new Date(hours * 60 * minute),
          Period,
          Statistics: ["Sum"],
        }),
      );

    await expect(ask(24, 60)).resolves.toMatchObject({ Datapoints: [] });
    await expect(ask(25, 60)).rejects.toMatchObject({ name: "InvalidParameterCombinationException" });
    await expect(ask(0, 60)).rejects.toMatchObject({ name: "InvalidParameterValueException" });
    await expect(ask(1, 61)).rejects.toMatchObject({ name: "InvalidParameterValueException" });
  });
});

describe("GetMetricData", () => {
  it("computes expressions over metrics, newest first", async () => {
    const start = await put("math", "errors", [1, undefined, 3]);
    await put("math", "calls", [10, 20, 30], start);
    const stat = (Id: string, MetricName: string) => ({
      Id,
      ReturnData: false,
      MetricStat: { Metric: { Namespace: "math", MetricName }, Period: 60, Stat: "Sum" },
    });

    const { MetricDataResults } = await cloud.cloudwatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(start),
        EndTime: new Date(start + 3 * minute),
        MetricDataQueries: [
          stat("e", "errors"),
          stat("c", "calls"),
          { Id: "rate", Expression: "100 * FILL(e, 0) / c", Label: "rate of ${LAST}" },
          { Id: "total", Expression: "SUM(METRICS())" },
        ],
      }),
    );

    expect(MetricDataResults?.map(({ Label, Values }) => [Label, Values])).toEqual([
      ["rate of 10", [10, 0, 10]],
      ["total", [33, 20, 11]],
    ]);
  });

  it("gives data in pages", async () => {
    const start = await put("pages", "m", [1, 2, 3]);
    const ask = (NextToken?: string) =>
      cloud.cloudwatch.send(
        new GetMetricDataCommand({
          StartTime: new Date(start),
          EndTime: new Date(start + 3 * minute),
          MaxDatapoints: 2,
          ScanBy: "TimestampAscending",
          NextToken,
          MetricDataQueries: [
            { Id: "m", MetricStat: { Metric: { Namespace: "pages", MetricName: "m" }, Period: 60, Stat: "Sum" } },
          ],
        }),
      );
    const first = await ask();

    expect(first.MetricDataResults?.[0]).toMatchObject({ Values: [1, 2], StatusCode: "PartialData" });
    expect((await ask(first.NextToken)).MetricDataResults?.[0]).toMatchObject({ Values: [3], StatusCode: "Complete" });
  });

  it("refuses expressions that cannot be read", () =>
    expect(
      cloud.cloudwatch.send(
        new GetMetricDataCommand({
          StartTime: new Date(0),
          EndTime: new Date(minute),
          MetricDataQueries: [{ Id: "a", Expression: "1 +" }],
        }),
      ),
    ).rejects.toMatchObject({ name: "ValidationException" }));
});

describe("ListMetrics", () => {
  it("finds metrics by namespace, name and dimensions", async () => {
    const Dimensions = [{ Name: "Host", Value: "a" }];
    await cloud.cloudwatch.send(
      new PutMetricDataCommand({ Namespace: "list", MetricData: [{ MetricName: "m", Value: 1, Dimensions }] }),
    );
    const list = async (input: object) =>
      (await cloud.cloudwatch.send(new ListMetricsCommand({ Namespace: "list", ...input }))).Metrics?.length;

    expect(await list({ Dimensions: [{ Name: "Host" }], RecentlyActive: "PT3H" })).toBe(1);
    expect(await list({ Dimensions: [{ Name: "Host", Value: "b" }] })).toBe(0);
    expect(await list({ MetricName: "other" })).toBe(0);
  });

  it("shows what services measure of themselves", async () => {
    const { QueueUrl = "" } = await cloud.sqs.send(new CreateQueueCommand({ QueueName: "measured" }));
    await cloud.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "m" }));

    const { Metrics } = await cloud.cloudwatch.send(
      new ListMetricsCommand({ Namespace: "AWS/SQS", MetricName: "NumberOfMessagesSent" }),
    );

    expect(Metrics?.[0]?.Dimensions).toEqual([{ Name: "QueueName", Value: "measured" }]);
  });
});
