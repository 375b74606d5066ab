import {
  CreateChangeSetCommand,
  type CreateChangeSetCommandInput,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  ListChangeSetsCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateQueueCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createStack, outputsOf, settledStack, type Template } from "../../support/stacks.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const queue = (properties: object) => ({ Type: "AWS::SQS::Queue", Properties: properties });

async function changeSet(StackName: string, template: Template, more: Partial<CreateChangeSetCommandInput> = {}) {
  const { cloudformation } = cloud;
  const { Id = "" } = await cloudformation.send(
    new CreateChangeSetCommand({ StackName, ChangeSetName: "set", TemplateBody: JSON.stringify(template), ...more }),
  );
  return await cloudformation.send(new DescribeChangeSetCommand({ ChangeSetName: Id, IncludePropertyValues: true }));
}

describe("A change set", () => {
  it("makes a stack once it is executed, and is gone then", async () => {
    const { cloudformation } = cloud;
    const template = { Resources: { A: queue({ DelaySeconds: 1 }) } };
    const described = await changeSet("reviewed", template, { ChangeSetType: "CREATE" });
    const { Stacks: review } = await cloudformation.send(new DescribeStacksCommand({ StackName: "reviewed" }));
    await cloudformation.send(new ExecuteChangeSetCommand({ ChangeSetName: described.ChangeSetId }));
    const stack = await settledStack(cloudformation, described.StackId ?? "");
    const { Summaries } = await cloudformation.send(new ListChangeSetsCommand({ StackName: "reviewed" }));

    expect(review).toMatchObject([{ StackStatus: "REVIEW_IN_PROGRESS" }]);
    expect(described).toMatchObject({
      Status: "CREATE_COMPLETE",
      ExecutionStatus: "AVAILABLE",
      Changes: [
        {
          ResourceChange: {
            Action: "Add",
            LogicalResourceId: "A",
            AfterContext: '{"Properties":{"DelaySeconds":"1"}}',
          },
        },
      ],
    });
    expect(stack).toMatchObject({ StackStatus: "CREATE_COMPLETE", ChangeSetId: described.ChangeSetId });
    expect(Summaries).toEqual([]);
    await expect(
      cloudformation.send(new ExecuteChangeSetCommand({ ChangeSetName: described.ChangeSetId })),
    ).rejects.toMatchObject({ name: "InvalidChangeSetStatusException" });
  });

  it("tells each property that changes, why, and what that does", async () => {
    const template = (name: string, seconds: number, more: object) => ({
      Parameters: { Seconds: { Type: "Number", Default: `${seconds}` } },
      Resources: {
        Changed: queue({ DelaySeconds: { Ref: "Seconds" } }),
        Renamed: queue({ QueueName: name }),
        Follower: { Type: "AWS::SNS::Subscription", Properties: follower },
        T: { Type: "AWS::SNS::Topic" },
        ...more,
      },
    });
    const follower = { Protocol: "sqs", TopicArn: { Ref: "T" }, Endpoint: { "Fn::GetAtt": ["Renamed", "Arn"] } };
    await createStack(cloud.cloudformation, "planned", template("one", 1, { Gone: queue({}) }));
    const { Changes = [] } = await changeSet("planned", template("two", 2, {}));
    const changes = Object.fromEntries(
      Changes.map(({ ResourceChange }) => [ResourceChange?.LogicalResourceId, ResourceChange]),
    );

    expect(Object.keys(changes).sort()).toEqual(["Changed", "Follower", "Gone", "Renamed"]);
    expect(changes["Gone"]).toMatchObject({ Action: "Remove", PolicyAction: "Delete" });
    expect(changes["Changed"]).toMatchObject({ Action: "Modify", Replacement: "False", Scope: ["Properties"] });
    expect(changes["Changed"]?.Details).toMatchObject([
      {
        Target: { Name: "DelaySeconds", RequiresRecreation: "Never", BeforeValue: "1", AfterValue: "2" },
        ChangeSource: "ParameterReference",
        CausingEntity: "Seconds",
        Evaluation: "Static",
      },
      { ChangeSource: "DirectModification", Evaluation: "Dynamic" },
    ]);
    expect(changes["Renamed"]).toMatchObject({ Replacement: "True", PolicyAction: "ReplaceAndDelete" });
    expect(changes["Follower"]).toMatchObject({ Replacement: "Conditional" });
    expect(changes["Follower"]?.Details?.[0]).toMatchObject({
      Target: { Name: "Endpoint", RequiresRecreation: "Always", AfterValue: "{{changeSet:KNOWN_AFTER_APPLY}}" },
      ChangeSource: "ResourceAttribute",
      CausingEntity: "Renamed.Arn",
    });
  });

  it("without changes fails, and can be deleted", async () => {
    const { cloudformation } = cloud;
    const template = { Resources: { A: queue({}) } };
    await createStack(cloudformation, "same", template);
    const { ChangeSetId, Status, StatusReason } = await changeSet("same", template);
    await cloudformation.send(new DeleteChangeSetCommand({ ChangeSetName: ChangeSetId }));

    expect(Status).toBe("FAILED");
    expect(StatusReason).toContain("The submitted information didn't contain changes.");
    await expect(
      cloudformation.send(new DescribeChangeSetCommand({ StackName: "same", ChangeSetName: "set" })),
    ).rejects.toMatchObject({ name: "ChangeSetNotFoundException", message: "ChangeSet [set] does not exist" });
  });

  it("takes over what is there already", async () => {
    const { cloudformation, sqs } = cloud;
    const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: "older" }));
    const template = {
      Resources: { Older: { ...queue({ QueueName: "older" }), DeletionPolicy: "Retain" } },
      Outputs: { Url: { Value: { Ref: "Older" } } },
    };
    const described = await changeSet("importing", template, {
      ChangeSetType: "IMPORT",
      ResourcesToImport: [
        { ResourceType: "AWS::SQS::Queue", LogicalResourceId: "Older", ResourceIdentifier: { QueueUrl } },
      ],
    });
    await cloudformation.send(new ExecuteChangeSetCommand({ ChangeSetName: described.ChangeSetId }));
    const stack = await settledStack(cloudformation, "importing");

    expect(described.Changes).toMatchObject([{ ResourceChange: { Action: "Import", PhysicalResourceId: QueueUrl } }]);
    expect(stack.StackStatus).toBe("IMPORT_COMPLETE");
    expect(outputsOf(stack)).toEqual({ Url: QueueUrl });
  });
});
