import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateTopicCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BareCloud, startBareCloud } from "../support/bare-cloud.ts";
import { type Clients, clientsOf, closeClients, eventually } from "../support/cloud.ts";
import { eventsOf, settledStack } from "../support/stacks.ts";

const folder = mkdtempSync(join(tmpdir(), "millrace-stacks-"));
let cloud: BareCloud;
let clients: Clients;
let inbox = "";
let topic = "";

beforeAll(async () => {
  cloud = await startBareCloud(folder);
  clients = clientsOf(cloud.endpoint);
  const { sqs, sns } = clients;
  inbox = (await sqs.send(new CreateQueueCommand({ QueueName: "inbox" }))).QueueUrl ?? "";
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: inbox, AttributeNames: ["QueueArn"] }),
  );
  const policy = { Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" }] };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: inbox, Attributes: { Policy: JSON.stringify(policy) } }));
  topic = (await sns.send(new CreateTopicCommand({ Name: "requests" }))).TopicArn ?? "";
  await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: "sqs", Endpoint: Attributes?.["QueueArn"] }));
});
afterAll(async () => {
  closeClients(clients);
  await cloud.end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

async function crash(): Promise<void> {
  await cloud.end("SIGKILL");
  closeClients(clients);
  cloud = await startBareCloud(folder);
  clients = clientsOf(cloud.endpoint);
}

interface Asked {
  readonly RequestType: string;
  readonly ResponseURL: string;
  readonly RequestId: string;
}

/** What the custom resource of the stack is asked next. */
const asked = (): Promise<Asked> =>
  eventually(async () => {
    const QueueUrl = `${cloud.endpoint}/000000000000/inbox`;
    const { Messages: [message] = [] } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    if (message === undefined) return undefined;
    await clients.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
    return JSON.parse(JSON.parse(message.Body ?? "").Message) as Asked;
  });

/** Answers at the cloud's address of now: its port is another after each start. */
async function answer({ ResponseURL, RequestId }: Asked, Status = "SUCCESS"): Promise<void> {
  const body = JSON.stringify({ Status, Reason: "told to", PhysicalResourceId: "thing", RequestId });
  await fetch(ResponseURL.replace(/^http:\/\/[^/]+/, cloud.endpoint), { method: "PUT", body });
}

const template = (step: string, seconds: number) =>
  JSON.stringify({
    Resources: {
      First: { Type: "AWS::SQS::Queue", Properties: { QueueName: "first", DelaySeconds: seconds } },
      Thing: { Type: "Custom::Thing", Properties: { ServiceToken: topic, Step: step }, DependsOn: "First" },
      Last: { Type: "AWS::SQS::Queue", Properties: { QueueName: "last", DelaySeconds: seconds }, DependsOn: "Thing" },
    },
  });

const delays = async (): Promise<(string | undefined)[]> => {
  const { QueueUrls = [] } = await clients.sqs.send(new ListQueuesCommand({}));
  const ours = QueueUrls.filter((url) => /\/(?:first|last)$/.test(url));
  const asks = ours.map((QueueUrl) =>
    clients.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["DelaySeconds"] })),
  );
  return (await Promise.all(asks)).map(({ Attributes }) => Attributes?.["DelaySeconds"]);
};

describe("A stack whose cloud is killed", () => {
  it("goes on with its creation", async () => {
    await clients.cloudformation.send(new CreateStackCommand({ StackName: "s", TemplateBody: template("one", 1) }));
    const request = await asked();
    await crash();
    const { StackResourceDetail } = await clients.cloudformation.send(
      new DescribeStackResourceCommand({ StackName: "s", LogicalResourceId: "Thing" }),
    );
    await answer(request);
    const stack = await settledStack(clients.cloudformation, "s");

    expect(StackResourceDetail?.ResourceStatus).toBe("CREATE_IN_PROGRESS");
    expect(stack.StackStatus).toBe("CREATE_COMPLETE");
    expect(await delays()).toEqual(["1", "1"]);
  });

  it("goes on with an update, and with taking it back", async () => {
    await clients.cloudformation.send(new UpdateStackCommand({ StackName: "s", TemplateBody: template("two", 2) }));
    const update = await asked();
    await crash();
    await answer(update, "FAILED");
    const back = await asked();
    const midway = await clients.cloudformation.send(new DescribeStacksCommand({ StackName: "s" }));
    await crash();
    await answer(back);
    const stack = await settledStack(clients.cloudformation, "s");

    expect(update.RequestType).toBe("Update");
    expect(midway.Stacks?.[0]?.StackStatus).toBe("UPDATE_ROLLBACK_IN_PROGRESS");
    expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(await delays()).toEqual(["1", "1"]);
  });

  it("goes on with its deletion", async () => {
    const { Stacks = [] } = await clients.cloudformation.send(new DescribeStacksCommand({ StackName: "s" }));
    await clients.cloudformation.send(new DeleteStackCommand({ StackName: "s" }));
    const request = await asked();
    await crash();
    await answer(request);
    const id = Stacks[0]?.StackId ?? "";
    const stack = await settledStack(clients.cloudformation, id);

    expect(request.RequestType).toBe("Delete");
    expect(stack.StackStatus).toBe("DELETE_COMPLETE");
    expect((await eventsOf(clients.cloudformation, id)).slice(-2)).toEqual([
      "First DELETE_COMPLETE",
      "s DELETE_COMPLETE",
    ]);
    expect(await delays()).toEqual([]);
  });
});
