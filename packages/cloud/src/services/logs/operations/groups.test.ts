import { describe, expect, it } from "vitest";
import { testKernel } from "../../../kernel/test-kernel.ts";
import { logs } from "../service.ts";

async function withGroups(...names: string[]) {
  const cloud = testKernel([logs]);
  for (const logGroupName of names)
    await cloud.call("logs", "CreateLogGroup", { logGroupName, tags: { team: "data" } });
  return cloud;
}
const arn = "arn:aws:logs:eu-west-1:000000000000:log-group:a";

describe("DescribeLogGroups", () => {
  it("lists groups by prefix, page by page", async () => {
    const cloud = await withGroups("a", "b/1", "b/2", "b/3");

    const first = await cloud.call("logs", "DescribeLogGroups", { logGroupNamePrefix: "b/", limit: 2 });
    const second = await cloud.call("logs", "DescribeLogGroups", {
      logGroupNamePrefix: "b/",
      limit: 2,
      nextToken: first.nextToken,
    });

    expect(first.logGroups?.map((group) => group.logGroupName)).toEqual(["b/1", "b/2"]);
    expect(second.logGroups?.map((group) => group.logGroupName)).toEqual(["b/3"]);
  });

  it("answers both forms of a group's ARN", async () => {
    const { logGroups } = await (await withGroups("a")).call("logs", "DescribeLogGroups", {});

    expect(logGroups?.[0]).toMatchObject({ arn: `${arn}:*`, logGroupArn: arn, storedBytes: 0 });
  });
});

describe("DescribeLogStreams", () => {
  it("orders by name, or by the time of the last event", async () => {
    const cloud = await withGroups("a");
    for (const [index, logStreamName] of ["x", "y", "z"].entries()) {
      await cloud.call("logs", "CreateLogStream", { logGroupName: "a", logStreamName });
      const timestamp = Date.UTC(2026, 0, 1) - index;
      const logEvents = [{ timestamp, message: "m" }];
      await cloud.call("logs", "PutLogEvents", { logGroupName: "a", logStreamName, logEvents });
    }
    const names = async (options: object) =>
      (await cloud.call("logs", "DescribeLogStreams", { logGroupName: "a", ...options })).logStreams?.map(
        (stream) => stream.logStreamName,
      );

    expect(await names({})).toEqual(["x", "y", "z"]);
    expect(await names({ orderBy: "LastEventTime", descending: true, limit: 2 })).toEqual(["x", "y"]);
  });

  it("refuses a prefix together with the order of time", async () =>
    expect(
      (await withGroups("a")).call("logs", "DescribeLogStreams", {
        logGroupName: "a",
        logStreamNamePrefix: "x",
        orderBy: "LastEventTime",
      }),
    ).rejects.toMatchObject({ code: "InvalidParameterException" }));
});

describe("PutRetentionPolicy and DeleteRetentionPolicy", () => {
  it("set and unset the days, and refuse days that are no choice", async () => {
    const cloud = await withGroups("a");
    const days = async () => (await cloud.call("logs", "DescribeLogGroups", {})).logGroups?.[0]?.retentionInDays;

    await cloud.call("logs", "PutRetentionPolicy", { logGroupName: "a", retentionInDays: 14 });
    expect(await days()).toBe(14);
    await cloud.call("logs", "DeleteRetentionPolicy", { logGroupName: "a" });
    expect(await days()).toBeUndefined();
    await expect(
      cloud.call("logs", "PutRetentionPolicy", { logGroupName: "a", retentionInDays: 2 }),
    ).rejects.toMatchObject({ code: "InvalidParameterException" });
  });
});

describe("TagResource, UntagResource and ListTagsForResource", () => {
  it("add and remove tags", async () => {
    const cloud = await withGroups("a");
    await cloud.call("logs", "TagResource", { resourceArn: arn, tags: { stage: "dev" } });
    await cloud.call("logs", "UntagResource", { resourceArn: arn, tagKeys: ["team"] });

    expect(await cloud.call("logs", "ListTagsForResource", { resourceArn: arn })).toEqual({ tags: { stage: "dev" } });
  });
});

describe("DeleteLogStream and DeleteLogGroup", () => {
  it("take their events with them", async () => {
    const cloud = await withGroups("a");
    await cloud.call("logs", "CreateLogStream", { logGroupName: "a", logStreamName: "x" });
    const logEvents = [{ timestamp: Date.UTC(2026, 0, 1), message: "m" }];
    await cloud.call("logs", "PutLogEvents", { logGroupName: "a", logStreamName: "x", logEvents });

    await cloud.call("logs", "DeleteLogStream", { logGroupName: "a", logStreamName: "x" });
    expect((await cloud.call("logs", "FilterLogEvents", { logGroupName: "a" })).events).toEqual([]);

    await cloud.call("logs", "DeleteLogGroup", { logGroupName: "a" });
    await expect(cloud.call("logs", "FilterLogEvents", { logGroupName: "a" })).rejects.toMatchObject({
      code: "ResourceNotFoundException",
    });
  });
});
