import {
  CancelReplayCommand,
  CreateArchiveCommand,
  DeleteArchiveCommand,
  DescribeArchiveCommand,
  DescribeReplayCommand,
  ListArchivesCommand,
  ListReplaysCommand,
  StartReplayCommand,
  UpdateArchiveCommand,
} from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createQueue } from "../sqs/queue.ts";
import { createBus, createRule, letIn, putEvent } from "./bus.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const hourMs = 3_600_000;

async function archived(name: string) {
  const bus = await createBus(cloud, name);
  const pattern = { EventPattern: '{"detail": {"keep": [true]}}', RetentionDays: 1 };
  const input = { ArchiveName: name, EventSourceArn: bus, ...pattern };
  const { ArchiveArn = "" } = await cloud.events.send(new CreateArchiveCommand(input));
  const start = (ReplayName: string) =>
    cloud.events.send(
      new StartReplayCommand({
        ReplayName,
        EventSourceArn: ArchiveArn,
        EventStartTime: new Date(Date.now() - hourMs),
        EventEndTime: new Date(Date.now() + hourMs),
        Destination: { Arn: bus },
      }),
    );
  return { bus, arn: ArchiveArn, start };
}

describe("An archive", () => {
  it("keeps what it wants of a bus, and forgets it in time", async () => {
    const { bus, arn } = await archived("kept");
    await putEvent(cloud, { keep: true }, bus);
    await putEvent(cloud, { keep: false }, bus);

    const before = await cloud.events.send(new DescribeArchiveCommand({ ArchiveName: "kept" }));
    await cloud.events.send(new UpdateArchiveCommand({ ArchiveName: "kept", Description: "d" }));
    const { Archives } = await cloud.events.send(new ListArchivesCommand({ NamePrefix: "kept" }));

    expect(before).toMatchObject({ ArchiveArn: arn, EventCount: 1, RetentionDays: 1, State: "ENABLED" });
    expect(Archives).toMatchObject([{ ArchiveName: "kept", EventSourceArn: bus }]);
    cloud.cloud.advanceClock(26 * hourMs);
    await eventually(async () => {
      const { EventCount } = await cloud.events.send(new DescribeArchiveCommand({ ArchiveName: "kept" }));
      return EventCount === 0 ? true : undefined;
    });
    await cloud.events.send(new DeleteArchiveCommand({ ArchiveName: "kept" }));
    await expect(cloud.events.send(new DescribeArchiveCommand({ ArchiveName: "kept" }))).rejects.toThrow(
      "Archive kept does not exist.",
    );
  });
});

describe("A replay", () => {
  it("sends what was archived to the rules of the bus again", async () => {
    const { bus, start } = await archived("again");
    const queue = await createQueue(cloud, "again");
    await letIn(cloud, queue);
    await putEvent(cloud, { keep: true, n: 1 }, bus);
    await createRule(cloud, { name: "late", bus, targets: [{ Id: "q", Arn: queue.arn }] });

    // Events of this bus happened by a clock that was moved.
    const { ArchiveArn = "" } = await cloud.events.send(new DescribeArchiveCommand({ ArchiveName: "again" }));
    await cloud.events.send(
      new StartReplayCommand({
        ReplayName: "r",
        EventSourceArn: ArchiveArn,
        EventStartTime: new Date(0),
        EventEndTime: new Date(Date.now() + 100 * hourMs),
        Destination: { Arn: bus },
      }),
    );
    cloud.cloud.advanceClock(10_000);
    const [body = ""] = await queue.bodies({ WaitTimeSeconds: 10 });

    expect(JSON.parse(body)).toMatchObject({ "replay-name": "r", detail: { keep: true, n: 1 } });
    expect(await cloud.events.send(new DescribeReplayCommand({ ReplayName: "r" }))).toMatchObject({
      State: "COMPLETED",
    });
    await expect(cloud.events.send(new CancelReplayCommand({ ReplayName: "r" }))).rejects.toMatchObject({
      name: "IllegalStatusException",
    });
    await expect(start("r")).rejects.toThrow("Replay r already exists.");
  });

  it("can be cancelled", async () => {
    const { start } = await archived("cancelled");
    await start("c");
    await cloud.events.send(new CancelReplayCommand({ ReplayName: "c" }));
    cloud.cloud.advanceClock(10_000);

    const state = await eventually(async () => {
      const { Replays = [] } = await cloud.events.send(new ListReplaysCommand({ NamePrefix: "c" }));
      return Replays[0]?.State === "CANCELLED" ? Replays[0].State : undefined;
    });
    expect(state).toBe("CANCELLED");
  });
});
