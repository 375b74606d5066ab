import {
  CancelExportTaskCommand,
  CloudWatchLogsClient,
  CreateExportTaskCommand,
  DeleteQueryDefinitionCommand,
  DescribeExportTasksCommand,
  DescribeQueriesCommand,
  DescribeQueryDefinitionsCommand,
  GetLogGroupFieldsCommand,
  GetLogRecordCommand,
  GetQueryResultsCommand,
  ListLogGroupsForQueryCommand,
  PutQueryDefinitionCommand,
  StartLiveTailCommand,
  StartQueryCommand,
  StopQueryCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import { CreateBucketCommand, ListObjectsV2Command, PutBucketPolicyCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createGroup, write } from "./group.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createGroup(cloud, "g");
  await write(cloud, "g", { level: "error", took: 30 }, { level: "info", took: 10 }, { level: "error", took: 50 });
});
afterAll(() => cloud.stop());

const start = (queryString: string) =>
  cloud.logs.send(
    new StartQueryCommand({
      logGroupName: "g",
      startTime: Math.floor(Date.now() / 1000) - 60,
      endTime: Math.floor(Date.now() / 1000) + 60,
      queryString,
    }),
  );

const resultsOf = (queryId: string | undefined) =>
  eventually(async () => {
    const answer = await cloud.logs.send(new GetQueryResultsCommand({ queryId }));
    return answer.status === "Complete" ? answer : undefined;
  });

describe("StartQuery and GetQueryResults", () => {
  it("answer rows of fields", async () => {
    const { queryId } = await start("stats count(*) as n, max(took) as slowest by level | sort level asc");
    const { results, statistics } = await resultsOf(queryId);

    expect(results?.map((row) => row.map(({ field, value }) => [field, value]))).toEqual([
      [
        ["level", "error"],
        ["n", "2"],
        ["slowest", "50"],
      ],
      [
        ["level", "info"],
        ["n", "1"],
        ["slowest", "10"],
      ],
    ]);
    expect(statistics).toMatchObject({ recordsScanned: 3, recordsMatched: 2 });
    const { queries } = await cloud.logs.send(new DescribeQueriesCommand({ logGroupName: "g" }));
    expect(queries?.some((query) => query.queryId === queryId && query.status === "Complete")).toBe(true);
    expect((await cloud.logs.send(new ListLogGroupsForQueryCommand({ queryId }))).logGroupIdentifiers).toEqual(["g"]);
    await expect(cloud.logs.send(new StopQueryCommand({ queryId }))).rejects.toMatchObject({
      name: "InvalidParameterException",
    });
  });

  it("point to whole records", async () => {
    const { queryId } = await start('filter level = "info" | fields took');
    const { results } = await resultsOf(queryId);
    const logRecordPointer = results?.[0]?.find(({ field }) => field === "@ptr")?.value;

    const { logRecord } = await cloud.logs.send(new GetLogRecordCommand({ logRecordPointer }));

    expect(logRecord).toMatchObject({ level: "info", took: "10", "@logStream": "s" });
  });

  it("refuse what is no query and groups that are not there", async () => {
    await expect(start("filter took >")).rejects.toMatchObject({ name: "MalformedQueryException" });
    await expect(
      cloud.logs.send(new StartQueryCommand({ logGroupName: "no", startTime: 0, endTime: 1, queryString: "fields a" })),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

describe("GetLogGroupFields", () => {
  it("tells how often fields are there", async () => {
    const { logGroupFields } = await cloud.logs.send(new GetLogGroupFieldsCommand({ logGroupName: "g" }));

    expect(logGroupFields).toContainEqual({ name: "level", percent: 100 });
  });
});

describe("PutQueryDefinition, DescribeQueryDefinitions and DeleteQueryDefinition", () => {
  it("keep queries", async () => {
    const { queryDefinitionId } = await cloud.logs.send(
      new PutQueryDefinitionCommand({ name: "slow", queryString: "fields took" }),
    );

    const { queryDefinitions } = await cloud.logs.send(new DescribeQueryDefinitionsCommand({}));
    expect(queryDefinitions?.[0]).toMatchObject({ queryDefinitionId, name: "slow", queryString: "fields took" });
    await cloud.logs.send(new DeleteQueryDefinitionCommand({ queryDefinitionId }));
    await expect(cloud.logs.send(new DeleteQueryDefinitionCommand({ queryDefinitionId }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});

describe("StartLiveTail", () => {
  it("shows events as they come", async () => {
    const client = new CloudWatchLogsClient({ ...clientConfig(cloud.cloud.endpoint), disableHostPrefix: true });
    const { responseStream } = await client.send(
      new StartLiveTailCommand({
        logGroupIdentifiers: ["arn:aws:logs:eu-west-1:000000000000:log-group:g"],
        logEventFilterPattern: "LIVE",
      }),
      { requestTimeout: 10_000 },
    );
    const seen: (string | undefined)[] = [];
    for await (const { sessionStart, sessionUpdate } of responseStream ?? []) {
      if (sessionStart !== undefined) await write(cloud, "g", "quiet", "LIVE one");
      seen.push(...(sessionUpdate?.sessionResults ?? []).map(({ message }) => message));
      if (seen.length > 0) break;
    }
    client.destroy();

    expect(seen).toEqual(["LIVE one"]);
  });
});

describe("CreateExportTask", () => {
  it("writes a group's events into a bucket that lets it", async () => {
    await cloud.s3.send(new CreateBucketCommand({ Bucket: "exports" }));
    const task = {
      logGroupName: "g",
      from: 0,
      to: Date.now() + 60_000,
      destination: "exports",
      destinationPrefix: "p",
    };
    await expect(cloud.logs.send(new CreateExportTaskCommand(task))).rejects.toMatchObject({
      message: expect.stringContaining("GetBucketAcl call on the given bucket failed"),
    });
    const Principal = { Service: "logs.eu-west-1.amazonaws.com" };
    const Resource = ["arn:aws:s3:::exports", "arn:aws:s3:::exports/*"];
    const Policy = JSON.stringify({ Statement: { Effect: "Allow", Principal, Action: "s3:*", Resource } });
    await cloud.s3.send(new PutBucketPolicyCommand({ Bucket: "exports", Policy }));

    const { taskId } = await cloud.logs.send(new CreateExportTaskCommand(task));
    await eventually(async () => {
      const { exportTasks } = await cloud.logs.send(new DescribeExportTasksCommand({ taskId }));
      return exportTasks?.[0]?.status?.code === "COMPLETED" ? true : undefined;
    });

    const { Contents } = await cloud.s3.send(new ListObjectsV2Command({ Bucket: "exports" }));
    expect(Contents?.map(({ Key }) => Key)).toEqual([`p/${taskId}/s/000000.gz`, "p/aws-logs-write-test"].sort());
    await expect(cloud.logs.send(new CancelExportTaskCommand({ taskId }))).rejects.toMatchObject({
      name: "InvalidOperationException",
    });
  });
});
