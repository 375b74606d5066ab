import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  RedriveExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createRole, ended, historyOf, only, start } from "./machine.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
  await cloud.s3.send(
    new CreateBucketCommand({ Bucket: "items", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
  );
});
afterAll(() => cloud.stop());

const put = (Key: string, Body: string) => cloud.s3.send(new PutObjectCommand({ Bucket: "items", Key, Body }));
const redrive = (executionArn: string) => cloud.states.send(new RedriveExecutionCommand({ executionArn }));
const typesOf = async (arn: string) => (await historyOf(cloud, arn)).map((event) => (event as unknown[])[2]);

/** Reads an object of its input's name, after a Pass that is to be done once. */
const reading = (Bucket = "items") => ({
  StartAt: "Before",
  States: {
    Before: { Type: "Pass", Next: "Read" },
    Read: {
      Type: "Task",
      Resource: "arn:aws:states:::aws-sdk:s3:getObject",
      Parameters: { Bucket, "Key.$": "$" },
      OutputPath: "$.Body",
      End: true,
    },
  },
});

describe("RedriveExecution", () => {
  it("tries again only what has failed", async () => {
    const arn = await start(cloud, reading(), "late");
    const failed = await ended(cloud, arn);
    await put("late", "here");
    await redrive(arn);
    const redriven = await ended(cloud, arn);
    const types = await typesOf(arn);

    expect(failed).toMatchObject({ status: "FAILED", redriveStatus: "REDRIVABLE" });
    expect(redriven).toMatchObject({ status: "SUCCEEDED", output: '"here"', redriveCount: 1 });
    expect(types.filter((type) => type === "PassStateEntered")).toHaveLength(1);
    expect(types).toContain("ExecutionRedriven");
    await expect(redrive(arn)).rejects.toMatchObject({ name: "ExecutionNotRedrivable" });
  });
});

describe("RedriveExecution of a distributed Map", () => {
  const over = (type: "STANDARD" | "EXPRESS", more: object = {}) =>
    only({
      Type: "Map",
      ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: type }, ...reading() },
      ...more,
    });

  async function mapRunOf(executionArn: string) {
    const { mapRuns = [] } = await cloud.states.send(new ListMapRunsCommand({ executionArn }));
    expect(mapRuns).toHaveLength(1);
    const mapRunArn = mapRuns[0]?.mapRunArn;
    const { executions = [] } = await cloud.states.send(new ListExecutionsCommand({ mapRunArn }));
    return { mapRunArn, children: executions, run: await cloud.states.send(new DescribeMapRunCommand({ mapRunArn })) };
  }

  it("goes on with the children that failed, and leaves the others alone", async () => {
    await put("a", "A");
    await put("c", "C");
    const arn = await start(cloud, over("STANDARD", { ToleratedFailureCount: 0, MaxConcurrency: 1 }), ["a", "b", "c"]);
    const failed = await ended(cloud, arn);
    const before = await mapRunOf(arn);
    await put("b", "B");
    await redrive(arn);
    const redriven = await ended(cloud, arn);
    const after = await mapRunOf(arn);
    const again = after.children.filter(({ redriveCount }) => redriveCount === 1);

    expect(failed).toMatchObject({ status: "FAILED", error: "States.ExceedToleratedFailureThreshold" });
    expect(before.run).toMatchObject({
      status: "FAILED",
      redriveCount: 0,
      executionCounts: { succeeded: 1, failed: 1, pending: 1, total: 3 },
    });
    expect(redriven).toMatchObject({ status: "SUCCEEDED", output: '["A","B","C"]', redriveCount: 1 });
    expect(after.run).toMatchObject({
      mapRunArn: before.mapRunArn,
      status: "SUCCEEDED",
      redriveCount: 1,
      redriveDate: expect.any(Date),
      executionCounts: { succeeded: 3, failed: 0, pending: 0, pendingRedrive: 0, total: 3 },
      itemCounts: { succeeded: 3, failed: 0, total: 3 },
    });
    expect(again).toMatchObject([{ status: "SUCCEEDED" }]);
    expect((await historyOf(cloud, arn)).slice(4)).toMatchObject([
      [5, 4, "MapRunFailed", { error: "States.ExceedToleratedFailureThreshold" }],
      [6, 5, "MapStateFailed"],
      [7, 6, "ExecutionFailed", { error: "States.ExceedToleratedFailureThreshold" }],
      [8, 7, "ExecutionRedriven", { redriveCount: 1 }],
      [9, 8, "MapRunRedriven", { mapRunArn: before.mapRunArn, redriveCount: 1 }],
      [10, 9, "MapRunSucceeded"],
      [11, 10, "MapStateSucceeded"],
      [12, 10, "MapStateExited", { output: '["A","B","C"]' }],
      [13, 12, "ExecutionSucceeded", { output: '["A","B","C"]' }],
    ]);
    expect(await typesOf(again[0]?.executionArn ?? "")).toEqual([
      "ExecutionStarted",
      "PassStateEntered",
      "PassStateExited",
      "TaskStateEntered",
      "TaskScheduled",
      "TaskStarted",
      "TaskFailed",
      "ExecutionFailed",
      "ExecutionRedriven",
      "TaskScheduled",
      "TaskStarted",
      "TaskSucceeded",
      "TaskStateExited",
      "ExecutionSucceeded",
    ]);
  });

  it("begins Express children anew", async () => {
    await put("e1", "one");
    const arn = await start(cloud, over("EXPRESS", { MaxConcurrency: 1 }), ["e1", "e2"]);
    await ended(cloud, arn);
    await put("e2", "two");
    await cloud.s3.send(new DeleteObjectCommand({ Bucket: "items", Key: "e1" }));
    await redrive(arn);

    expect(await ended(cloud, arn)).toMatchObject({ status: "SUCCEEDED", output: '["one","two"]' });
  });

  it("fails again when its children do, as often as it is asked", async () => {
    const arn = await start(cloud, over("STANDARD"), ["x"]);
    await ended(cloud, arn);
    await redrive(arn);
    const second = await ended(cloud, arn);
    await put("x", "X");
    await redrive(arn);
    const third = await ended(cloud, arn);
    const { children, run } = await mapRunOf(arn);

    expect(second).toMatchObject({ status: "FAILED", redriveCount: 1 });
    expect(third).toMatchObject({ status: "SUCCEEDED", output: '["X"]', redriveCount: 2 });
    expect(run.redriveCount).toBe(2);
    expect(children).toMatchObject([{ redriveCount: 2 }]);
  });

  it("is the only way to redrive a child", async () => {
    const arn = await start(cloud, over("STANDARD"), ["never"]);
    await ended(cloud, arn);
    const { children } = await mapRunOf(arn);
    const executionArn = children[0]?.executionArn ?? "";

    expect(await cloud.states.send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      redriveStatus: "REDRIVABLE_BY_MAP_RUN",
    });
    await expect(redrive(executionArn)).rejects.toMatchObject({ name: "ExecutionNotRedrivable" });
  });
});
