import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutRuleCommand, PutTargetsCommand } from "@aws-sdk/client-eventbridge";
import { expect, it } from "vitest";
import { startTestCloud } from "../../support/cloud.ts";
import { createQueue } from "../sqs/queue.ts";
import { createRule, letIn, putEvent } from "./bus.ts";

it("What is to happen, and what was accepted for a target that is away, outlives the cloud", async () => {
  const folder = mkdtempSync(join(tmpdir(), "millrace-events-"));
  const first = await startTestCloud({ folder });
  const queue = await createQueue(first, "later");
  await letIn(first, queue);
  await first.events.send(new PutRuleCommand({ Name: "tick", ScheduleExpression: "rate(1 hour)" }));
  await first.events.send(
    new PutTargetsCommand({ Rule: "tick", Targets: [{ Id: "q", Arn: queue.arn, Input: '"tick"' }] }),
  );
  await createRule(first, { name: "put", targets: [{ Id: "q", Arn: queue.arn, InputPath: "$.detail" }] });
  await first.stop();

  const second = await startTestCloud({ folder });
  await putEvent(second, { a: 1 });
  await second.stop();
  const third = await startTestCloud({ folder });
  third.cloud.advanceClock(3_600_000);
  const bodies = new Set<string | undefined>();
  for (let tries = 0; bodies.size < 2 && tries < 5; tries++) {
    const found = await createQueue(third, "later");
    for (const body of await found.bodies({ WaitTimeSeconds: 5 })) bodies.add(body);
  }

  await third.stop();
  rmSync(folder, { recursive: true });
  expect(bodies).toEqual(new Set(['{"a":1}', '"tick"']));
});
