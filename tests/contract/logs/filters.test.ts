import { gunzipSync } from "node:zlib";
import { GetMetricStatisticsCommand, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import {
  DeleteMetricFilterCommand,
  DeleteSubscriptionFilterCommand,
  DescribeMetricFiltersCommand,
  DescribeSubscriptionFiltersCommand,
  FilterLogEventsCommand,
  PutMetricFilterCommand,
  PutSubscriptionFilterCommand,
  TestMetricFilterCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { AttachRolePolicyCommand, CreateRoleCommand } from "@aws-sdk/client-iam";
import { AddPermissionCommand, CreateFunctionCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { zip } from "../../support/zip.ts";
import { createGroup, write } from "./group.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const sumOf = (Namespace: string, MetricName: string, Dimensions?: { Name: string; Value: string }[]) =>
  eventually(async () => {
    const { Datapoints } = await cloud.cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace,
        MetricName,
        Dimensions,
        StartTime: new Date(Date.now() - 120_000),
        EndTime: new Date(Date.now() + 60_000),
        Period: 3600,
        Statistics: ["Sum", "SampleCount"],
      }),
    );
    return Datapoints?.[0];
  });

describe("PutMetricFilter", () => {
  it("makes metrics of the events that match", async () => {
    await createGroup(cloud, "filtered");
    await cloud.logs.send(
      new PutMetricFilterCommand({
        logGroupName: "filtered",
        filterName: "slow",
        filterPattern: "{ $.took > 10 }",
        metricTransformations: [
          { metricName: "took", metricNamespace: "filtered", metricValue: "$.took", dimensions: { Route: "$.route" } },
        ],
      }),
    );
    await write(
      cloud,
      "filtered",
      { took: 5, route: "/a" },
      { took: 20, route: "/a" },
      { took: 30, route: "/a" },
      "text",
    );

    expect(await sumOf("filtered", "took", [{ Name: "Route", Value: "/a" }])).toMatchObject({
      Sum: 50,
      SampleCount: 2,
    });
    const { metricFilters } = await cloud.logs.send(new DescribeMetricFiltersCommand({ logGroupName: "filtered" }));
    expect(metricFilters?.[0]?.filterName).toBe("slow");
    const filter = { logGroupName: "filtered", filterName: "slow" };
    await cloud.logs.send(new DeleteMetricFilterCommand(filter));
    await expect(cloud.logs.send(new DeleteMetricFilterCommand(filter))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("refuses patterns and values that say nothing", async () => {
    await createGroup(cloud, "refused");
    for (const [filterPattern, metricValue] of [
      ["{ $.a = }", "1"],
      ["[a, b", "1"],
      ["a", "much"],
    ]) {
      await expect(
        cloud.logs.send(
          new PutMetricFilterCommand({
            logGroupName: "refused",
            filterName: "f",
            filterPattern,
            metricTransformations: [{ metricName: "m", metricNamespace: "n", metricValue }],
          }),
        ),
      ).rejects.toMatchObject({ name: "InvalidParameterException" });
    }
  });
});

describe("DescribeMetricFilters", () => {
  it("sorts by the names of filters, whichever groups they are of, page by page", async () => {
    const transformation = { metricNamespace: "sorted", metricName: "m", metricValue: "1" };
    for (const [group, filter] of [
      ["sorted-1", "sorted-b"],
      ["sorted-2", "sorted-a"],
      ["sorted-3", "sorted-c"],
    ] as const) {
      await createGroup(cloud, group);
      await cloud.logs.send(
        new PutMetricFilterCommand({
          logGroupName: group,
          filterName: filter,
          filterPattern: "",
          metricTransformations: [transformation],
        }),
      );
    }
    const describePage = (nextToken?: string) =>
      cloud.logs.send(new DescribeMetricFiltersCommand({ filterNamePrefix: "sorted-", limit: 2, nextToken }));

    const first = await describePage();
    const second = await describePage(first.nextToken);

    const names = [first, second].map(({ metricFilters = [] }) => metricFilters.map(({ filterName }) => filterName));
    expect(names).toEqual([["sorted-a", "sorted-b"], ["sorted-c"]]);
  });
});

describe("TestMetricFilter", () => {
  it("answers what was found where", async () => {
    const { matches } = await cloud.logs.send(
      new TestMetricFilterCommand({
        filterPattern: "[ip, status = 4*]",
        logEventMessages: ["1.1.1.1 200", "2.2.2.2 404"],
      }),
    );

    expect(matches).toEqual([
      { eventNumber: 2, eventMessage: "2.2.2.2 404", extractedValues: { $ip: "2.2.2.2", $status: "404" } },
    ]);
  });
});

describe("PutLogEvents", () => {
  it("takes metrics in the embedded format", async () => {
    await createGroup(cloud, "embedded");
    await write(cloud, "embedded", {
      _aws: {
        Timestamp: Date.now(),
        CloudWatchMetrics: [
          { Namespace: "embedded", Dimensions: [["service"]], Metrics: [{ Name: "latency", Unit: "Milliseconds" }] },
        ],
      },
      service: "orders",
      latency: [10, 20],
    });

    expect(await sumOf("embedded", "latency", [{ Name: "service", Value: "orders" }])).toMatchObject({
      Sum: 30,
      SampleCount: 2,
      Unit: "Milliseconds",
    });
  });

  it("refuses events that are too large and says which were too old", async () => {
    await createGroup(cloud, "limits");
    await expect(write(cloud, "limits", "x".repeat(1_048_576))).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
    expect(await cloud.cloudwatch.send(new PutMetricDataCommand({ Namespace: "n", MetricData: [] }))).toBeDefined();
  });
});

describe("FilterLogEvents", () => {
  it("finds events by JSON and by columns", async () => {
    await createGroup(cloud, "found");
    await write(cloud, "found", { level: "error" }, { level: "info" }, "10.0.0.1 404");
    const find = async (filterPattern: string) =>
      (await cloud.logs.send(new FilterLogEventsCommand({ logGroupName: "found", filterPattern }))).events?.length;

    expect(await find('{ $.level = "err*" }')).toBe(1);
    expect(await find("[ip, code = 404]")).toBe(1);
  });
});

describe("PutSubscriptionFilter", () => {
  it("hands events to a function, zipped", async () => {
    const { Role } = await cloud.iam.send(
      new CreateRoleCommand({
        RoleName: "subscriber",
        AssumeRolePolicyDocument: JSON.stringify({
          Statement: { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
        }),
      }),
    );
    await cloud.iam.send(
      new AttachRolePolicyCommand({
        RoleName: "subscriber",
        PolicyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
      }),
    );
    const code = "exports.handler = async (event) => console.log('GOT ' + event.awslogs.data)";
    const { FunctionArn: destinationArn } = await cloud.lambda.send(
      new CreateFunctionCommand({
        FunctionName: "subscriber",
        Role: Role?.Arn,
        Runtime: "nodejs20.x",
        Handler: "index.handler",
        Code: { ZipFile: await zip({ "index.js": code }) },
      }),
    );
    await createGroup(cloud, "subscribed");
    const filter = { logGroupName: "subscribed", filterName: "f", filterPattern: "ERROR", destinationArn };
    await expect(cloud.logs.send(new PutSubscriptionFilterCommand(filter))).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringContaining("Make sure you have given CloudWatch Logs permission"),
    });
    await cloud.lambda.send(
      new AddPermissionCommand({
        FunctionName: "subscriber",
        StatementId: "logs",
        Action: "lambda:InvokeFunction",
        Principal: "logs.eu-west-1.amazonaws.com",
        SourceArn: "arn:aws:logs:eu-west-1:000000000000:log-group:subscribed:*",
      }),
    );
    await cloud.logs.send(new PutSubscriptionFilterCommand(filter));
    await write(cloud, "subscribed", "all is well", "ERROR in line 5");

    const line = await eventually(async () => {
      const { events } = await cloud.logs
        .send(new FilterLogEventsCommand({ logGroupName: "/aws/lambda/subscriber", filterPattern: "GOT" }))
        .catch(() => ({ events: [] }));
      return events?.[0]?.message;
    });
    const data = /GOT (\S+)/.exec(line)?.[1] ?? "";
    expect(JSON.parse(gunzipSync(Buffer.from(data, "base64")).toString())).toMatchObject({
      messageType: "DATA_MESSAGE",
      owner: "000000000000",
      logGroup: "subscribed",
      logStream: "s",
      subscriptionFilters: ["f"],
      logEvents: [{ message: "ERROR in line 5" }],
    });
    const { subscriptionFilters } = await cloud.logs.send(
      new DescribeSubscriptionFiltersCommand({ logGroupName: "subscribed" }),
    );
    expect(subscriptionFilters?.[0]).toMatchObject({ filterName: "f", distribution: "ByLogStream" });
    await cloud.logs.send(new DeleteSubscriptionFilterCommand({ logGroupName: "subscribed", filterName: "f" }));
  });

  it("refuses a stream of Kinesis that is not there", async () => {
    await createGroup(cloud, "kinesis");
    await expect(
      cloud.logs.send(
        new PutSubscriptionFilterCommand({
          logGroupName: "kinesis",
          filterName: "f",
          filterPattern: "",
          destinationArn: "arn:aws:kinesis:eu-west-1:000000000000:stream/s",
        }),
      ),
    ).rejects.toMatchObject({ message: expect.stringContaining("specified Kinesis stream") });
  });
});
