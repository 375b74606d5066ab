import { GetQueueUrlCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Deployed, deployExample } from "./deployed.ts";

let deployed: Deployed;
beforeAll(async () => {
  deployed = await deployExample("orders");
});
afterAll(() => deployed.program.stop());

/** The files that a queue has been told of, with the status that it was told. */
async function told(queue: string): Promise<readonly string[]> {
  const { QueueUrl } = await deployed.sqs.send(new GetQueueUrlCommand({ QueueName: queue }));
  const found: string[] = [];
  for (;;) {
    const { Messages = [] } = await deployed.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
    );
    if (Messages.length === 0) return found.sort();
    for (const { Body = "{}" } of Messages) found.push(String(JSON.parse(Body).file.key).split("/").at(-1) ?? "");
  }
}

describe("examples/orders", () => {
  it.each(["inventory", "billing", "shipping"])("tells %s of every file that is complete", async (queue) => {
    expect(await told(`orders-${queue}`)).toEqual(["orders.csv", "partner-b.json", "partner-c.xml", "partner-d.csv"]);
  });

  it("tells the partners' desk of what was rejected and of what failed", async () => {
    expect(await told("orders-partner-desk")).toEqual([
      "orders.csv",
      "partner-b.json",
      "partner-c.xml",
      "partner-d.csv",
      "unreadable.csv",
    ]);
  });

  it("needs no right that its roles do not have", async () => {
    expect(await deployed.refused()).toEqual([]);
  });
});
