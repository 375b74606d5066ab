import { DisableRuleCommand, PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createQueue } from "../sqs/queue.ts";
import { letIn } from "./bus.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const minuteMs = 60_000;

async function scheduled(name: string, ScheduleExpression: string) {
  const queue = await createQueue(cloud, name);
  await letIn(cloud, queue);
  const { RuleArn } = await cloud.events.send(new PutRuleCommand({ Name: name, ScheduleExpression }));
  await cloud.events.send(new PutTargetsCommand({ Rule: name, Targets: [{ Id: "q", Arn: queue.arn }] }));
  return { queue, arn: RuleArn };
}

describe("A rule with a schedule", () => {
  it("happens at every period, however far time is moved", async () => {
    const { queue, arn } = await scheduled("often", "rate(5 minutes)");

    cloud.cloud.advanceClock(15 * minuteMs + 1000);
    const bodies: string[] = [];
    while (bodies.length < 3) {
      const more = await queue.bodies({ WaitTimeSeconds: 10 });
      if (more.length === 0) break;
      bodies.push(...more.map((body = "") => body));
    }
    await cloud.events.send(new DisableRuleCommand({ Name: "often" }));
    cloud.cloud.advanceClock(60 * minuteMs);

    const times = bodies.map((body) => Date.parse(JSON.parse(body).time)).sort();
    expect(JSON.parse(bodies[0] ?? "")).toMatchObject({
      "detail-type": "Scheduled Event",
      source: "aws.events",
      resources: [arn],
      detail: {},
    });
    expect(times.map((time) => time - (times[0] ?? 0))).toEqual([0, 5 * minuteMs, 10 * minuteMs]);
    // What was received came back meanwhile, and nothing has come in addition.
    expect(await queue.counts()).toEqual(["3", "0", "0"]);
  });

  it("happens at the times of a cron expression", async () => {
    const { queue } = await scheduled("noon", "cron(0 12 * * ? *)");

    cloud.cloud.advanceClock(24 * 60 * minuteMs);
    const [body = ""] = await queue.bodies({ WaitTimeSeconds: 10 });

    expect(JSON.parse(body).time).toMatch(/T12:00:00Z$/);
  });
});
