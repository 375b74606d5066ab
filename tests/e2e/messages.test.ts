import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, describe, expect, it } from "vitest";
import { clientConfig } from "../support/cloud.ts";
import { start } from "../support/program.ts";

const folder = mkdtempSync(join(tmpdir(), "millrace-messages-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open() {
  const program = start(["cloud", "--data", folder, "--port", "0", "--json"]);
  const [, endpoint = ""] = await program.prints(/"endpoint":"([^"]+)"/);
  return { program, sns: new SNSClient(clientConfig(endpoint)), sqs: new SQSClient(clientConfig(endpoint)) };
}

const messages = 200;
const publishers = 20;
const QueueArn = "arn:aws:sqs:eu-west-1:000000000000:arrivals";
const policy = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: QueueArn };

describe("A message that a topic has taken", () => {
  it("reaches its queue though the cloud was killed right after", async () => {
    const before = await open();
    const { QueueUrl = "" } = await before.sqs.send(
      new CreateQueueCommand({
        QueueName: "arrivals",
        Attributes: { Policy: JSON.stringify({ Version: "2012-10-17", Statement: policy }) },
      }),
    );
    const { TopicArn } = await before.sns.send(new CreateTopicCommand({ Name: "departures" }));
    await before.sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: "sqs",
        Endpoint: QueueArn,
        Attributes: { RawMessageDelivery: "true" },
      }),
    );
    const publish = async (publisher: number) => {
      for (let at = publisher; at < messages; at += publishers) {
        await before.sns.send(new PublishCommand({ TopicArn, Message: `m${at}` }));
      }
    };
    await Promise.all(Array.from({ length: publishers }, (_, publisher) => publish(publisher)));
    await before.program.stop("SIGKILL");

    const after = await open();
    await after.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { VisibilityTimeout: "600" } }));
    const arrived = new Set<string | undefined>();
    while (arrived.size < messages) {
      const { Messages = [] } = await after.sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 10 }),
      );
      if (Messages.length === 0) break;
      for (const { Body } of Messages) arrived.add(Body);
      const Entries = Messages.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle }));
      await after.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }

    expect(arrived).toEqual(new Set(Array.from({ length: messages }, (_, at) => `m${at}`)));
    await after.program.stop();
  });
});
