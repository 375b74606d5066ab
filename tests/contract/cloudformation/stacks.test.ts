import {
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
} from "@aws-sdk/client-cloudformation";
import {
  GetQueueAttributesCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  ReceiveMessageCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import {
  createStack,
  deleteStack,
  eventsOf,
  outputsOf,
  settledStack,
  stackEvents,
  updateStack,
} from "../../support/stacks.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const queue = (properties: object = {}, more: object = {}) => ({
  Type: "AWS::SQS::Queue",
  Properties: properties,
  ...more,
});

describe("A stack", () => {
  it("is made in the order that its references ask for, and says so in its events", async () => {
    const { cloudformation, sqs } = cloud;
    const template = `
Resources:
  Main:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: "45"
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
  Dead:
    Type: AWS::SQS::Queue
Outputs:
  Url: {Value: !Ref Main}
  Name: {Value: !Sub "\${Main.QueueName} in \${AWS::Region}", Description: where}
`;
    const stack = await createStack(cloudformation, "ordered", template, { ClientRequestToken: "first" });
    const events = await stackEvents(cloudformation, "ordered");
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: outputsOf(stack)["Url"], AttributeNames: ["All"] }),
    );

    expect(stack).toMatchObject({ StackStatus: "CREATE_COMPLETE", StackName: "ordered" });
    expect(outputsOf(stack)["Name"]).toMatch(/^ordered-Main-[A-Za-z0-9]{12} in eu-west-1$/);
    expect(await eventsOf(cloudformation, "ordered")).toEqual([
      "ordered CREATE_IN_PROGRESS",
      "Dead CREATE_IN_PROGRESS",
      "Dead CREATE_IN_PROGRESS",
      "Dead CREATE_COMPLETE",
      "Main CREATE_IN_PROGRESS",
      "Main CREATE_IN_PROGRESS",
      "Main CREATE_COMPLETE",
      "ordered CREATE_COMPLETE",
    ]);
    expect(new Set(events.map(({ ClientRequestToken }) => ClientRequestToken))).toEqual(new Set(["first"]));
    expect(Attributes["VisibilityTimeout"]).toBe("45");
    expect(JSON.parse(Attributes["RedrivePolicy"] ?? "")).toMatchObject({ maxReceiveCount: 3 });
  });

  it("is described with its resources and its template", async () => {
    const { cloudformation } = cloud;
    const body = JSON.stringify({
      Description: "two",
      Resources: { A: queue(), B: queue({}, { Metadata: { a: 1 } }) },
    });
    await createStack(cloudformation, "described", body, { Tags: [{ Key: "team", Value: "x" }] });
    const StackName = "described";
    const { StackResources } = await cloudformation.send(new DescribeStackResourcesCommand({ StackName }));
    const { StackResourceDetail } = await cloudformation.send(
      new DescribeStackResourceCommand({ StackName, LogicalResourceId: "B" }),
    );
    const { StackResourceSummaries } = await cloudformation.send(new ListStackResourcesCommand({ StackName }));
    const { StackSummaries = [] } = await cloudformation.send(
      new ListStacksCommand({ StackStatusFilter: ["CREATE_COMPLETE"] }),
    );
    const { TemplateBody } = await cloudformation.send(new GetTemplateCommand({ StackName }));

    expect(StackResources).toMatchObject([
      { LogicalResourceId: "A", ResourceStatus: "CREATE_COMPLETE" },
      { LogicalResourceId: "B" },
    ]);
    expect(StackResourceDetail).toMatchObject({ ResourceType: "AWS::SQS::Queue", Metadata: '{"a":1}' });
    expect(StackResourceSummaries).toHaveLength(2);
    expect(StackSummaries.find((summary) => summary.StackName === StackName)).toMatchObject({
      TemplateDescription: "two",
    });
    expect(TemplateBody).toBe(body);
  });

  it("changes in place what may change in place, and replaces what may not", async () => {
    const { cloudformation, sqs } = cloud;
    const template = (name: string, seconds: number) => ({
      Resources: { Kept: queue({ DelaySeconds: seconds }), Replaced: queue({ QueueName: name }), Old: queue() },
      Outputs: { Kept: { Value: { Ref: "Kept" } }, Replaced: { Value: { Ref: "Replaced" } } },
    });
    const before = outputsOf(await createStack(cloudformation, "changing", template("name-one", 1)));
    const { Old: _, ...fewer } = template("name-two", 2).Resources;
    const stack = await updateStack(cloudformation, "changing", { ...template("name-two", 2), Resources: fewer });
    const after = outputsOf(stack);
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: after["Kept"], AttributeNames: ["DelaySeconds"] }),
    );
    const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
    const events = (await eventsOf(cloudformation, "changing")).slice(-12);

    expect(stack.StackStatus).toBe("UPDATE_COMPLETE");
    expect(after["Kept"]).toBe(before["Kept"]);
    expect(after["Replaced"]).toMatch(/name-two$/);
    expect(Attributes).toEqual({ DelaySeconds: "2" });
    expect(QueueUrls.filter((url) => url.endsWith("/name-one") || url.includes("changing-Old"))).toEqual([]);
    expect(events).toContain("changing UPDATE_COMPLETE_CLEANUP_IN_PROGRESS");
    expect(events).toContain("Old DELETE_COMPLETE");
    expect(events.at(-1)).toBe("changing UPDATE_COMPLETE");
    await expect(
      updateStack(cloudformation, "changing", { ...template("name-two", 2), Resources: fewer }),
    ).rejects.toThrow("No updates are to be performed.");
  });

  it("keeps what its template retains when it is deleted", async () => {
    const { cloudformation, sqs } = cloud;
    const template = { Resources: { Kept: queue({ QueueName: "kept" }, { DeletionPolicy: "Retain" }), Gone: queue() } };
    const { StackId = "" } = await createStack(cloudformation, "deleted", template);
    const stack = await deleteStack(cloudformation, StackId);
    const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));

    expect(stack.StackStatus).toBe("DELETE_COMPLETE");
    expect(await eventsOf(cloudformation, StackId)).toContain("Kept DELETE_SKIPPED");
    expect(QueueUrls.some((url) => url.endsWith("/kept"))).toBe(true);
    expect(QueueUrls.some((url) => url.includes("deleted-Gone"))).toBe(false);
    await expect(cloudformation.send(new DescribeStacksCommand({ StackName: "deleted" }))).rejects.toThrow(
      "Stack with id deleted does not exist",
    );
  });

  it("is deleted only when it is not protected, and may be deleted twice", async () => {
    const { cloudformation } = cloud;
    const StackName = "protected";
    await createStack(cloudformation, StackName, { Resources: { A: queue() } }, { EnableTerminationProtection: true });

    await expect(cloudformation.send(new DeleteStackCommand({ StackName }))).rejects.toThrow(
      "Stack [protected] cannot be deleted while TerminationProtection is enabled",
    );
    await cloudformation.send(
      new UpdateTerminationProtectionCommand({ StackName, EnableTerminationProtection: false }),
    );
    await deleteStack(cloudformation, StackName).catch(() => undefined);
    await cloudformation.send(new DeleteStackCommand({ StackName }));
  });

  it("has a name that nobody else has", async () => {
    const { cloudformation } = cloud;
    const TemplateBody = JSON.stringify({ Resources: { A: queue() } });
    await createStack(cloudformation, "taken", TemplateBody);

    await expect(
      cloudformation.send(new CreateStackCommand({ StackName: "taken", TemplateBody })),
    ).rejects.toMatchObject({
      name: "AlreadyExistsException",
      message: "Stack [taken] already exists",
    });
    await expect(cloudformation.send(new UpdateStackCommand({ StackName: "nobody", TemplateBody }))).rejects.toThrow(
      "Stack [nobody] does not exist",
    );
  });

  it("shows its events from the newest on, a hundred at a time", async () => {
    const { cloudformation } = cloud;
    const Resources = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`Q${index}`, queue()]));
    await createStack(cloudformation, "many", { Resources });
    const one = await cloudformation.send(new DescribeStackEventsCommand({ StackName: "many" }));
    const two = await cloudformation.send(
      new DescribeStackEventsCommand({ StackName: "many", NextToken: one.NextToken }),
    );

    expect(one.StackEvents).toHaveLength(100);
    expect(one.StackEvents?.[0]).toMatchObject({ LogicalResourceId: "many", ResourceStatus: "CREATE_COMPLETE" });
    expect(two.StackEvents).toHaveLength(22);
    expect(two.NextToken).toBeUndefined();
  });

  it("tags its resources with its own tags, and tells topics of its events", async () => {
    const { cloudformation, sqs } = cloud;
    const listening = await createStack(cloudformation, "listening", {
      Resources: {
        Inbox: queue(),
        T: {
          Type: "AWS::SNS::Topic",
          Properties: { Subscription: [{ Protocol: "sqs", Endpoint: { "Fn::GetAtt": ["Inbox", "Arn"] } }] },
        },
        May: {
          Type: "AWS::SQS::QueuePolicy",
          Properties: {
            Queues: [{ Ref: "Inbox" }],
            PolicyDocument: {
              Statement: [{ Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" }],
            },
          },
        },
      },
      Outputs: { Topic: { Value: { Ref: "T" } }, Inbox: { Value: { Ref: "Inbox" } } },
    });
    const { Topic = "", Inbox } = outputsOf(listening);
    const stack = await createStack(
      cloudformation,
      "told",
      { Resources: { A: queue() }, Outputs: { A: { Value: { Ref: "A" } } } },
      { NotificationARNs: [Topic], Tags: [{ Key: "a", Value: "b" }] },
    );
    const { Tags } = await sqs.send(new ListQueueTagsCommand({ QueueUrl: outputsOf(stack)["A"] }));
    const message = await eventually(async () => {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: Inbox }));
      return Messages[0]?.Body;
    });

    expect(stack).toMatchObject({ NotificationARNs: [Topic], Tags: [{ Key: "a", Value: "b" }] });
    await updateStack(cloudformation, "told", undefined, {
      UsePreviousTemplate: true,
      Tags: [{ Key: "c", Value: "d" }],
    });
    const changed = await sqs.send(new ListQueueTagsCommand({ QueueUrl: outputsOf(stack)["A"] }));

    expect(Tags).toEqual({ a: "b" });
    expect(changed.Tags).toEqual({ c: "d" });
    expect(JSON.parse(message).Message).toContain("ResourceStatus='CREATE_IN_PROGRESS'\n");
  });
});

describe("A stack that fails", () => {
  const failing = { Resources: { Good: queue(), Bad: queue({ DelaySeconds: 100_000 }, { DependsOn: "Good" }) } };

  it("takes back what it has made", async () => {
    const { cloudformation } = cloud;
    const stack = await createStack(cloudformation, "rolled-back", failing);
    const events = await stackEvents(cloudformation, "rolled-back");
    const reason = events.find(({ ResourceStatus }) => ResourceStatus === "CREATE_FAILED")?.ResourceStatusReason;

    expect(stack.StackStatus).toBe("ROLLBACK_COMPLETE");
    expect(reason).toMatch(
      /^Resource handler returned message: ".*" \(RequestToken: [-0-9a-f]{36}, HandlerErrorCode: InvalidRequest\)$/,
    );
    expect(events.find(({ ResourceStatus }) => ResourceStatus === "ROLLBACK_IN_PROGRESS")?.ResourceStatusReason).toBe(
      "The following resource(s) failed to create: [Bad]. Rollback requested by user.",
    );
    expect(await eventsOf(cloudformation, "rolled-back")).toContain("Good DELETE_COMPLETE");
    await expect(updateStack(cloudformation, "rolled-back", failing)).rejects.toThrow(
      "is in ROLLBACK_COMPLETE state and can not be updated.",
    );
  });

  it("stays as it is, or goes altogether, when that is asked for", async () => {
    const { cloudformation } = cloud;
    const stays = await createStack(cloudformation, "stays", failing, { OnFailure: "DO_NOTHING" });
    const { StackId = "" } = await cloudformation.send(
      new CreateStackCommand({ StackName: "goes", TemplateBody: JSON.stringify(failing), OnFailure: "DELETE" }),
    );
    const goes = await settledStack(cloudformation, StackId);

    expect(stays).toMatchObject({
      StackStatus: "CREATE_FAILED",
      StackStatusReason: "The following resource(s) failed to create: [Bad].",
    });
    expect(goes.StackStatus).toBe("DELETE_COMPLETE");
  });

  it("in an update has again what it had", async () => {
    const { cloudformation, sqs } = cloud;
    const template = (seconds: number, bad: object) => ({
      Resources: { A: queue({ DelaySeconds: seconds }), R: queue({ QueueName: `r${seconds}` }), ...bad },
      Outputs: { A: { Value: { Ref: "A" } }, R: { Value: { Ref: "R" } } },
    });
    const before = outputsOf(await createStack(cloudformation, "reverted", template(1, {})));
    const Bad = queue({ DelaySeconds: 100_000 }, { DependsOn: ["A", "R"] });
    const stack = await updateStack(cloudformation, "reverted", template(2, { Bad }));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: before["A"], AttributeNames: ["DelaySeconds"] }),
    );
    const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
    const events = await eventsOf(cloudformation, "reverted");

    expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(outputsOf(stack)).toEqual(before);
    expect(Attributes).toEqual({ DelaySeconds: "1" });
    expect(QueueUrls.filter((url) => /\/r[12]$/.test(url)).map((url) => url.slice(-2))).toEqual(["r1"]);
    expect(events.slice(events.indexOf("reverted UPDATE_ROLLBACK_IN_PROGRESS"))).toContain(
      "reverted UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS",
    );
  });
});
