import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  DeleteStackCommand,
  GetStackPolicyCommand,
  RollbackStackCommand,
  SetStackPolicyCommand,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { DeleteQueueCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createStack, deleteStack, outputsOf, settledStack, stackEvents, updateStack } from "../../support/stacks.ts";

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
const bad = queue({ DelaySeconds: 100_000 }, { DependsOn: "A" });

describe("A stack that cannot be taken back", () => {
  it("is taken back once what is in the way is passed over", async () => {
    const { cloudformation, sqs } = cloud;
    const template = (seconds: number, more: object = {}) => ({
      Resources: { A: queue({ DelaySeconds: seconds }), ...more },
      Outputs: { A: { Value: { Ref: "A" } } },
    });
    const { A } = outputsOf(await createStack(cloudformation, "stuck", template(1)));
    await sqs.send(new DeleteQueueCommand({ QueueUrl: A }));
    const stuck = await updateStack(cloudformation, "stuck", template(2));
    const StackName = "stuck";

    expect(stuck.StackStatus).toBe("UPDATE_ROLLBACK_FAILED");
    await expect(updateStack(cloudformation, "stuck", template(3))).rejects.toThrow("UPDATE_ROLLBACK_FAILED state");
    await expect(
      cloudformation.send(new ContinueUpdateRollbackCommand({ StackName, ResourcesToSkip: ["Nothing"] })),
    ).rejects.toThrow("cannot be skipped");
    await cloudformation.send(new ContinueUpdateRollbackCommand({ StackName, ResourcesToSkip: ["A"] }));
    expect((await settledStack(cloudformation, "stuck")).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  });

  it("is deleted once what is in the way is gone or left behind", async () => {
    const { cloudformation, s3 } = cloud;
    const template = {
      Resources: { B: { Type: "AWS::S3::Bucket", Properties: { BucketName: "full-bucket" } }, Q: queue() },
    };
    const { StackId = "" } = await createStack(cloudformation, "full", template);
    await s3.send(new PutObjectCommand({ Bucket: "full-bucket", Key: "a", Body: "a" }));
    const failed = await deleteStack(cloudformation, StackId);
    const events = await stackEvents(cloudformation, StackId);
    await s3.send(new DeleteObjectCommand({ Bucket: "full-bucket", Key: "a" }));
    const gone = await deleteStack(cloudformation, StackId, { RetainResources: ["B"] });

    expect(failed).toMatchObject({ StackStatus: "DELETE_FAILED" });
    expect(events.find(({ ResourceStatus }) => ResourceStatus === "DELETE_FAILED")?.ResourceStatusReason).toContain(
      "not empty",
    );
    expect(gone.StackStatus).toBe("DELETE_COMPLETE");
    await expect(s3.send(new CreateBucketCommand({ Bucket: "full-bucket" }))).rejects.toMatchObject({
      name: "BucketAlreadyOwnedByYou",
    });
  });
});

describe("A stack that stays as it failed", () => {
  it("is rolled back when that is asked for later", async () => {
    const { cloudformation } = cloud;
    const good = { Resources: { A: queue({ DelaySeconds: 1 }) } };
    const worse = { Resources: { A: queue({ DelaySeconds: 2 }), Bad: bad } };
    const created = await createStack(cloudformation, "new-stays", worse, { DisableRollback: true });
    await cloudformation.send(new RollbackStackCommand({ StackName: "new-stays" }));
    await createStack(cloudformation, "old-stays", good);
    const updated = await updateStack(cloudformation, "old-stays", worse, { DisableRollback: true });
    await cloudformation.send(new RollbackStackCommand({ StackName: "old-stays" }));

    expect(created.StackStatus).toBe("CREATE_FAILED");
    expect((await settledStack(cloudformation, "new-stays")).StackStatus).toBe("ROLLBACK_COMPLETE");
    expect(updated.StackStatus).toBe("UPDATE_FAILED");
    expect((await settledStack(cloudformation, "old-stays")).StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
  });

  it("goes on from there with the next update", async () => {
    const { cloudformation } = cloud;
    await createStack(cloudformation, "goes-on", { Resources: { A: queue() } });
    const worse = { Resources: { A: queue({ DelaySeconds: 2 }), Bad: bad } };
    await updateStack(cloudformation, "goes-on", worse, { DisableRollback: true });
    const mended = await updateStack(cloudformation, "goes-on", {
      Resources: { A: queue({ DelaySeconds: 3 }), Bad: queue() },
    });

    expect(mended.StackStatus).toBe("UPDATE_COMPLETE");
  });
});

describe("An update", () => {
  it("can be cancelled, and is taken back", async () => {
    const { cloudformation } = cloud;
    const Handle = { Type: "AWS::CloudFormation::WaitConditionHandle" };
    const Wait = {
      Type: "AWS::CloudFormation::WaitCondition",
      Properties: { Handle: { Ref: "Handle" }, Timeout: 600 },
      DependsOn: "A",
    };
    const StackName = "cancelled";
    await createStack(cloudformation, StackName, { Resources: { A: queue() } });
    const TemplateBody = JSON.stringify({ Resources: { A: queue({ DelaySeconds: 1 }), Handle, Wait } });
    await cloudformation.send(new UpdateStackCommand({ StackName, TemplateBody }));
    await cloudformation.send(new CancelUpdateStackCommand({ StackName }));
    const stack = await settledStack(cloudformation, StackName);

    expect(stack.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    await expect(cloudformation.send(new CancelUpdateStackCommand({ StackName }))).rejects.toThrow(
      "CancelUpdateStack cannot be called from current stack status",
    );
  });

  it("does only what the stack's policy allows", async () => {
    const { cloudformation } = cloud;
    const StackName = "policed";
    const policy = {
      Statement: [
        { Effect: "Allow", Action: "Update:*", Principal: "*", Resource: "*" },
        { Effect: "Deny", Action: "Update:Replace", Principal: "*", Resource: "LogicalResourceId/A" },
      ],
    };
    await createStack(cloudformation, StackName, { Resources: { A: queue({ QueueName: "policed-one" }) } });
    await cloudformation.send(new SetStackPolicyCommand({ StackName, StackPolicyBody: JSON.stringify(policy) }));
    const { StackPolicyBody = "" } = await cloudformation.send(new GetStackPolicyCommand({ StackName }));
    const allowed = await updateStack(cloudformation, StackName, {
      Resources: { A: queue({ QueueName: "policed-one", DelaySeconds: 1 }) },
    });
    const denied = await updateStack(cloudformation, StackName, {
      Resources: { A: queue({ QueueName: "policed-two" }) },
    });
    const reasons = (await stackEvents(cloudformation, StackName)).map(
      ({ ResourceStatusReason }) => ResourceStatusReason,
    );

    expect(JSON.parse(StackPolicyBody)).toEqual(policy);
    expect(allowed.StackStatus).toBe("UPDATE_COMPLETE");
    expect(denied.StackStatus).toBe("UPDATE_ROLLBACK_COMPLETE");
    expect(reasons).toContain(
      "Action denied by stack policy: Statement [#2] does not allow [Update:Replace] for resource [A]",
    );
  });
});

describe("A stack with a role", () => {
  it("does only what the role may", async () => {
    const { cloudformation, iam } = cloud;
    const trust = {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "cloudformation.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    };
    const { Role } = await iam.send(
      new CreateRoleCommand({ RoleName: "deployer", AssumeRolePolicyDocument: JSON.stringify(trust) }),
    );
    const rights = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: "*" }] };
    await iam.send(
      new PutRolePolicyCommand({ RoleName: "deployer", PolicyName: "p", PolicyDocument: JSON.stringify(rights) }),
    );
    const RoleARN = Role?.Arn;
    const may = await createStack(cloudformation, "may", { Resources: { A: queue() } }, { RoleARN });
    const mayNot = await createStack(
      cloudformation,
      "may-not",
      { Resources: { A: { Type: "AWS::SNS::Topic" } } },
      { RoleARN },
    );
    const events = await stackEvents(cloudformation, "may-not");
    await cloudformation.send(new DeleteStackCommand({ StackName: "may" }));

    expect(may).toMatchObject({ StackStatus: "CREATE_COMPLETE", RoleARN });
    expect(mayNot.StackStatus).toBe("ROLLBACK_COMPLETE");
    expect(events.find(({ ResourceStatus }) => ResourceStatus === "CREATE_FAILED")?.ResourceStatusReason).toMatch(
      /is not authorized to perform: (?:sns|SNS):.*HandlerErrorCode: AccessDenied/,
    );
  });
});
