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
import { GetQueueAttributesCommand, ListQueuesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BareCloud, startBareCloud } from "../support/bare-cloud.ts";
import { type Clients, clientsOf, closeClients } from "../support/cloud.ts";
import { type Asked, answerRequest, nextRequest, openProvider } from "../support/custom-resources.ts";
import { eventsOf, settledStack } from "../support/stacks.ts";

const folder = mkdtempSync(join(tmpdir(), "millrace-stacks-"));
let cloud: BareCloud;
let clients: Clients;
let topic = "";

beforeAll(async () => {
  cloud = await startBareCloud(folder);
  clients = clientsOf(cloud.endpoint);
  topic = await openProvider(clients);
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

/** What the custom resource of the stack is asked next. */
const asked = (): Promise<Asked> => nextRequest(clients.sqs);

const answer = (request: Asked, Status = "SUCCESS"): Promise<void> =>
  answerRequest(cloud.endpoint, request, { Status });

interface Wanted {
  readonly step: string;
  readonly seconds: number;
  /** Of the last queue, where it is to fail. */
  readonly lastSeconds?: number;
  readonly prefix?: string;
}

const template = ({ step, seconds, lastSeconds = seconds, prefix = "" }: Wanted) => {
  const queue = (name: string, DelaySeconds: number, more: object) => ({
    Type: "AWS::SQS::Queue",
    Properties: { QueueName: `${prefix}${name}`, DelaySeconds },
    ...more,
  });
  return JSON.stringify({
    Resources: {
      First: queue("first", seconds, {}),
      Thing: { Type: "Custom::Thing", Properties: { ServiceToken: topic, Step: step }, DependsOn: "First" },
      Last: queue("last", lastSeconds, { DependsOn: "Thing" }),
    },
  });
};

const delays = async (): Promise<(string | undefined)[]> => {
  const { QueueUrls = [] } = await clients.sqs.send(new ListQueuesCommand({}));
  const ours = QueueUrls.filter((url) => /\/(?:back-)?(?:first|last)$/.test(url));
  const asks = ours.map((QueueUrl) =>
    clients.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["DelaySeconds"] })),
  );
  return (await Promise.all(asks)).map(({ Attributes }) => Attributes?.["DelaySeconds"]);
};

describe("A stack whose cloud is killed", () => {
  it("goes on with its creation", async () => {
    await clients.cloudformation.send(
      new CreateStackCommand({ StackName: "s", TemplateBody: template({ step: "one", seconds: 1 }) }),
    );
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
    await clients.cloudformation.send(
      new UpdateStackCommand({ StackName: "s", TemplateBody: template({ step: "two", seconds: 2 }) }),
    );
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

  it("goes on with taking back a creation", async () => {
    const TemplateBody = template({ step: "one", seconds: 1, lastSeconds: 100_000, prefix: "back-" });
    await clients.cloudformation.send(new CreateStackCommand({ StackName: "back", TemplateBody }));
    await answer(await asked());
    const request = await asked();
    const midway = await clients.cloudformation.send(new DescribeStacksCommand({ StackName: "back" }));
    await crash();
    await answer(request);
    const stack = await settledStack(clients.cloudformation, "back");

    expect(request).toMatchObject({ RequestType: "Delete", PhysicalResourceId: "thing" });
    expect(midway.Stacks?.[0]?.StackStatus).toBe("ROLLBACK_IN_PROGRESS");
    expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
    expect(await eventsOf(clients.cloudformation, "back")).toEqual(
      expect.arrayContaining(["Last CREATE_FAILED", "Thing DELETE_COMPLETE", "First DELETE_COMPLETE"]),
    );
    expect(await delays()).toEqual([]);
  });
});
