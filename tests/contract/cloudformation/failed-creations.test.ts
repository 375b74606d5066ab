import { CreateStackCommand, DeleteStackCommand } from "@aws-sdk/client-cloudformation";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { ListQueuesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { answerRequest, nextRequest, openProvider } from "../../support/custom-resources.ts";
import { createStack, eventsOf, settledStack, stackEvents } from "../../support/stacks.ts";

let cloud: TestCloud;
let topic = "";
beforeAll(async () => {
  cloud = await startTestCloud();
  topic = await openProvider(cloud);
});
afterAll(() => cloud.stop());

const queue = (QueueName: string, more: object = {}) => ({
  Type: "AWS::SQS::Queue",
  Properties: { QueueName, ...more },
});

/** A stack with a queue, and a custom resource that needs it. */
async function begin(StackName: string, more: object = {}): Promise<void> {
  const Thing = {
    Type: "Custom::Thing",
    Properties: { ServiceToken: topic, Size: 2 },
    DependsOn: "First",
  };
  const TemplateBody = JSON.stringify({ Resources: { First: queue(`${StackName}-first`), Thing, ...more } });
  await cloud.cloudformation.send(new CreateStackCommand({ StackName, TemplateBody }));
}

const answer = (...[request, said]: [Parameters<typeof answerRequest>[1], object?]) =>
  answerRequest(cloud.cloud.endpoint, request, said);

const queuesOf = async (QueueNamePrefix: string): Promise<readonly string[]> =>
  (await cloud.sqs.send(new ListQueuesCommand({ QueueNamePrefix }))).QueueUrls ?? [];

const reasonOf = async (StackName: string, status: string) =>
  (await stackEvents(cloud.cloudformation, StackName)).find(
    ({ LogicalResourceId: id, ResourceStatus }) => id === "Thing" && ResourceStatus === status,
  )?.ResourceStatusReason;

describe("A custom resource that could not be made", () => {
  it("is asked to delete what it calls by name, while what it needs is there", async () => {
    await begin("said-no");
    await answer(await nextRequest(cloud.sqs), { Status: "FAILED", PhysicalResourceId: "half" });
    const request = await nextRequest(cloud.sqs);
    const meanwhile = await queuesOf("said-no");
    await answer(request);
    const stack = await settledStack(cloud.cloudformation, "said-no");

    expect(request).toMatchObject({
      RequestType: "Delete",
      PhysicalResourceId: "half",
      ResourceProperties: { Size: "2" },
    });
    expect(meanwhile).toHaveLength(1);
    expect(await queuesOf("said-no")).toEqual([]);
    expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
    expect(await eventsOf(cloud.cloudformation, "said-no")).toEqual(
      expect.arrayContaining(["Thing CREATE_FAILED", "Thing DELETE_IN_PROGRESS", "Thing DELETE_COMPLETE"]),
    );
  });

  it("is asked so, too, when it has never answered", async () => {
    await begin("silent");
    await nextRequest(cloud.sqs);
    cloud.cloud.advanceClock(3_601_000);
    const request = await nextRequest(cloud.sqs);
    await answer(request);
    const stack = await settledStack(cloud.cloudformation, "silent");

    expect(request.RequestType).toBe("Delete");
    expect(request.PhysicalResourceId).toMatch(/^silent-Thing-\w{12}$/);
    expect(await reasonOf("silent", "CREATE_FAILED")).toContain("did not receive a response from your Custom Resource");
    expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
  });

  it("is not waited for when something else has failed", async () => {
    await begin("other", { Bad: { ...queue("other-bad", { DelaySeconds: 100_000 }), DependsOn: "First" } });
    const requests = [await nextRequest(cloud.sqs), await nextRequest(cloud.sqs)];
    for (const request of requests) await answer(request);
    const stack = await settledStack(cloud.cloudformation, "other");

    expect(requests.map(({ RequestType }) => RequestType)).toEqual(["Create", "Delete"]);
    expect(await reasonOf("other", "CREATE_FAILED")).toBe("Resource creation cancelled");
    expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
  });

  it("holds up the rollback while it cannot be deleted", async () => {
    await begin("stuck");
    await answer(await nextRequest(cloud.sqs), { Status: "FAILED" });
    await answer(await nextRequest(cloud.sqs), { Status: "FAILED" });
    const stuck = await settledStack(cloud.cloudformation, "stuck");
    const left = await queuesOf("stuck");
    await cloud.cloudformation.send(new DeleteStackCommand({ StackName: "stuck" }));
    const again = await nextRequest(cloud.sqs);
    await answer(again);
    const gone = await settledStack(cloud.cloudformation, stuck.StackId ?? "");

    expect(stuck).toMatchObject({
      StackStatus: "ROLLBACK_FAILED",
      StackStatusReason: "The following resource(s) failed to delete: [Thing]. ",
    });
    expect(left).toHaveLength(1);
    expect(again.RequestType).toBe("Delete");
    expect(gone.StackStatus).toBe("DELETE_COMPLETE");
    expect(await queuesOf("stuck")).toEqual([]);
  });
});

describe("A stack that is deleted while it is made", () => {
  it("takes away what it has begun", async () => {
    await begin("unwanted");
    const { StackId = "" } = await createdId("unwanted");
    await nextRequest(cloud.sqs);
    await cloud.cloudformation.send(new DeleteStackCommand({ StackName: "unwanted" }));
    const request = await nextRequest(cloud.sqs);
    await answer(request);
    const stack = await settledStack(cloud.cloudformation, StackId);

    expect(request.RequestType).toBe("Delete");
    expect(stack.StackStatus).toBe("DELETE_COMPLETE");
    expect(await queuesOf("unwanted")).toEqual([]);
  });
});

const createdId = async (StackName: string) =>
  (await stackEvents(cloud.cloudformation, StackName))[0] ?? { StackId: "" };

describe("A stack in a stack that could not be made", () => {
  it("goes when the one around it is taken back", async () => {
    const { cloudformation, s3 } = cloud;
    await s3.send(new CreateBucketCommand({ Bucket: "inner-templates" }));
    const Body = JSON.stringify({ Resources: { Q: queue("inner", { DelaySeconds: 100_000 }) } });
    await s3.send(new PutObjectCommand({ Bucket: "inner-templates", Key: "bad.json", Body }));
    const TemplateURL = "https://inner-templates.s3.eu-west-1.amazonaws.com/bad.json";
    const stack = await createStack(cloudformation, "around", {
      Resources: { Inner: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL } } },
    });
    const events = await stackEvents(cloudformation, "around");
    const inner = events.find(({ ResourceStatus }) => ResourceStatus === "CREATE_FAILED")?.PhysicalResourceId ?? "";

    expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
    expect((await settledStack(cloudformation, inner)).StackStatus).toBe("DELETE_COMPLETE");
  });
});
