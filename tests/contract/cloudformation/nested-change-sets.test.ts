import {
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createStack, outputsOf, settledStack, type Template } from "../../support/stacks.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await cloud.s3.send(new CreateBucketCommand({ Bucket: "templates" }));
});
afterAll(() => cloud.stop());

async function store(Key: string, template: Template): Promise<string> {
  await cloud.s3.send(new PutObjectCommand({ Bucket: "templates", Key, Body: JSON.stringify(template) }));
  return `${cloud.cloud.endpoint}/templates/${Key}`;
}

const queue = (properties: object) => ({ Type: "AWS::SQS::Queue", Properties: properties });
const nested = (TemplateURL: string, Parameters: object = {}) => ({
  Type: "AWS::CloudFormation::Stack",
  Properties: { TemplateURL, Parameters },
});
const leaf = (seconds: number) => ({
  Parameters: { Name: { Type: "String" } },
  Resources: { Q: queue({ DelaySeconds: seconds, Tags: [{ Key: "name", Value: { Ref: "Name" } }] }) },
  Outputs: { Url: { Value: { Ref: "Q" } } },
});
const middle = (leafUrl: string) => ({
  Resources: { Named: queue({}), Leaf: nested(leafUrl, { Name: { "Fn::GetAtt": ["Named", "QueueName"] } }) },
  Outputs: { Url: { Value: { "Fn::GetAtt": ["Leaf", "Outputs.Url"] } } },
});
const root = (middleUrl: string, more: object = {}) => ({
  Resources: { Middle: nested(middleUrl), ...more },
  Outputs: { Url: { Value: { "Fn::GetAtt": ["Middle", "Outputs.Url"] } } },
});

const describeSet = (ChangeSetName = "") => cloud.cloudformation.send(new DescribeChangeSetCommand({ ChangeSetName }));

async function changeSet(StackName: string, template: Template, more: Partial<CreateChangeSetCommandInput> = {}) {
  const { Id } = await cloud.cloudformation.send(
    new CreateChangeSetCommand({
      StackName,
      ChangeSetName: "set",
      TemplateBody: JSON.stringify(template),
      IncludeNestedStacks: true,
      ...more,
    }),
  );
  return await describeSet(Id);
}

/** The set of the stack that a change set holds by that name. */
async function within({ Changes = [] }: Awaited<ReturnType<typeof describeSet>>, logicalId: string) {
  const change = Changes.find(({ ResourceChange: one }) => one?.LogicalResourceId === logicalId);
  return await describeSet(change?.ResourceChange?.ChangeSetId);
}

const statusOf = async (StackName = ""): Promise<string | undefined> => {
  const { Stacks = [] } = await cloud.cloudformation.send(new DescribeStacksCommand({ StackName }));
  return Stacks[0]?.StackStatus;
};

const delayOf = async (QueueUrl: string | undefined) => {
  const input = { QueueUrl, AttributeNames: ["DelaySeconds" as const] };
  return (await cloud.sqs.send(new GetQueueAttributesCommand(input))).Attributes?.["DelaySeconds"];
};

describe("A change set with its nested stacks", () => {
  it("makes one for each, down to the last, and its execution makes them all", async () => {
    const middleUrl = await store("made.json", middle(await store("made-leaf.json", leaf(1))));

    const set = await changeSet("made", root(middleUrl), { ChangeSetType: "CREATE" });
    const middleSet = await within(set, "Middle");
    const leafSet = await within(middleSet, "Leaf");
    const early = cloud.cloudformation.send(new ExecuteChangeSetCommand({ ChangeSetName: middleSet.ChangeSetId }));
    await expect(early).rejects.toMatchObject({ name: "ValidationError" });
    const statusBefore = await statusOf(leafSet.StackId);
    await cloud.cloudformation.send(new ExecuteChangeSetCommand({ ChangeSetName: set.ChangeSetId }));
    const stack = await settledStack(cloud.cloudformation, "made");

    expect(set).toMatchObject({ Status: "CREATE_COMPLETE", IncludeNestedStacks: true });
    expect(set.ParentChangeSetId).toBeUndefined();
    expect(middleSet).toMatchObject({ ParentChangeSetId: set.ChangeSetId, RootChangeSetId: set.ChangeSetId });
    expect(leafSet).toMatchObject({ ParentChangeSetId: middleSet.ChangeSetId, RootChangeSetId: set.ChangeSetId });
    expect(statusBefore).toBe("REVIEW_IN_PROGRESS");
    expect(stack.StackStatus).toBe("CREATE_COMPLETE");
    expect(await statusOf(leafSet.StackId)).toBe("CREATE_COMPLETE");
    expect(await delayOf(outputsOf(stack)["Url"])).toBe("1");
  });

  it("sees what changed below a stack that stays the same, and does what was seen", async () => {
    const leafUrl = await store("changed-leaf.json", leaf(1));
    const template = root(await store("changed.json", middle(leafUrl)));
    const { Outputs: _, ...made } = await createStack(cloud.cloudformation, "changed", template);
    await store("changed-leaf.json", leaf(2));

    const set = await changeSet("changed", template);
    await store("changed-leaf.json", leaf(3));
    await cloud.cloudformation.send(new ExecuteChangeSetCommand({ ChangeSetName: set.ChangeSetId }));
    const stack = await settledStack(cloud.cloudformation, "changed");

    expect(made.StackStatus).toBe("CREATE_COMPLETE");
    expect(set.Changes).toMatchObject([
      { ResourceChange: { Action: "Modify", LogicalResourceId: "Middle", Details: [{ ChangeSource: "Automatic" }] } },
    ]);
    expect((await within(await within(set, "Middle"), "Leaf")).Changes).toMatchObject([
      { ResourceChange: { Action: "Modify", LogicalResourceId: "Q" } },
    ]);
    expect(stack.StackStatus).toBe("UPDATE_COMPLETE");
    expect(await delayOf(outputsOf(stack)["Url"])).toBe("2");
  });

  it("fails where nothing changes, at any depth", async () => {
    const template = root(await store("same.json", middle(await store("same-leaf.json", leaf(1)))));
    await createStack(cloud.cloudformation, "same", template);

    const set = await changeSet("same", template);

    expect(set).toMatchObject({ Status: "FAILED", Changes: [] });
    expect(set.StatusReason).toMatch(/^The submitted information didn't contain changes/);
  });

  it("fails with one of them", async () => {
    const bad = { Resources: { Q: { Type: "AWS::SQS::Kew" } } };

    const set = await changeSet("failing", root(await store("bad.json", bad)), { ChangeSetType: "CREATE" });

    expect(set).toMatchObject({ Status: "FAILED", ExecutionStatus: "UNAVAILABLE" });
    expect(set.StatusReason).toContain("Unrecognized resource types: [AWS::SQS::Kew]");
  });

  it("goes with all of them, and with the stacks that they were to make", async () => {
    const middleUrl = await store("dropped.json", middle(await store("dropped-leaf.json", leaf(1))));
    const set = await changeSet("dropped", root(middleUrl), { ChangeSetType: "CREATE" });
    const middleSet = await within(set, "Middle");
    const leafSet = await within(middleSet, "Leaf");

    await cloud.cloudformation.send(new DeleteChangeSetCommand({ ChangeSetName: set.ChangeSetId }));

    await expect(describeSet(leafSet.ChangeSetId)).rejects.toMatchObject({ name: "ChangeSetNotFoundException" });
    expect(await statusOf(leafSet.StackId)).toBe("DELETE_COMPLETE");
    expect(await statusOf(middleSet.StackId)).toBe("DELETE_COMPLETE");
    expect(await statusOf("dropped")).toBe("REVIEW_IN_PROGRESS");
  });
});
