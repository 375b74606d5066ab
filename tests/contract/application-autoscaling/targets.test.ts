import {
  ApplicationAutoScalingClient,
  DeleteScalingPolicyCommand,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  ListTagsForResourceCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-application-auto-scaling";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createTable } from "./table.ts";

let cloud: TestCloud;
let scaling: ApplicationAutoScalingClient;

beforeAll(async () => {
  cloud = await startTestCloud();
  scaling = new ApplicationAutoScalingClient(clientConfig(cloud.cloud.endpoint));
  for (const name of ["one", "two", "wrong"]) await createTable(cloud, name);
});

afterAll(async () => {
  scaling.destroy();
  await cloud.stop();
});

const target = (ResourceId: string) => ({
  ServiceNamespace: "dynamodb" as const,
  ResourceId,
  ScalableDimension: "dynamodb:table:ReadCapacityUnits" as const,
});

const tracking = {
  TargetValue: 70,
  PredefinedMetricSpecification: { PredefinedMetricType: "DynamoDBReadCapacityUtilization" as const },
};

async function targetsOf(ResourceId: string) {
  const { ServiceNamespace } = target(ResourceId);
  const { ScalableTargets } = await scaling.send(
    new DescribeScalableTargetsCommand({ ServiceNamespace, ResourceIds: [ResourceId] }),
  );
  return ScalableTargets;
}

describe("RegisterScalableTarget", () => {
  it("keeps a target, changes what it is told, and has it until DeregisterScalableTarget", async () => {
    const at = target("table/one");
    const { ScalableTargetARN } = await scaling.send(
      new RegisterScalableTargetCommand({ ...at, MinCapacity: 1, MaxCapacity: 10, Tags: { team: "files" } }),
    );
    await scaling.send(new RegisterScalableTargetCommand({ ...at, MaxCapacity: 20 }));

    const [known] = (await targetsOf("table/one")) ?? [];
    const { Tags } = await scaling.send(new ListTagsForResourceCommand({ ResourceARN: ScalableTargetARN }));
    await scaling.send(new DeregisterScalableTargetCommand(at));

    expect(known).toMatchObject({ ...at, MinCapacity: 1, MaxCapacity: 20, ScalableTargetARN });
    expect(known?.RoleARN).toMatch(/AWSServiceRoleForApplicationAutoScaling_DynamoDBTable$/);
    expect(Tags).toEqual({ team: "files" });
    expect(await targetsOf("table/one")).toEqual([]);
  });

  it("refuses tables that are not there", async () => {
    const at = { ...target("table/none"), MinCapacity: 1, MaxCapacity: 2 };

    await expect(scaling.send(new RegisterScalableTargetCommand(at))).rejects.toMatchObject({
      name: "ValidationException",
      message: "DynamoDB table does not exist: table/none",
    });
  });

  it("gives tags that TagResource adds and UntagResource takes away", async () => {
    const at = { ...target("table/one"), MinCapacity: 1, MaxCapacity: 2, Tags: { team: "files" } };
    const { ScalableTargetARN: ResourceARN } = await scaling.send(new RegisterScalableTargetCommand(at));

    await scaling.send(new TagResourceCommand({ ResourceARN, Tags: { stage: "test" } }));
    const both = await scaling.send(new ListTagsForResourceCommand({ ResourceARN }));
    await scaling.send(new UntagResourceCommand({ ResourceARN, TagKeys: ["team"] }));
    const one = await scaling.send(new ListTagsForResourceCommand({ ResourceARN }));
    const tooMany = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`k${at}`, ""]));

    expect(both.Tags).toEqual({ team: "files", stage: "test" });
    expect(one.Tags).toEqual({ stage: "test" });
    await expect(scaling.send(new TagResourceCommand({ ResourceARN, Tags: tooMany }))).rejects.toMatchObject({
      name: "TooManyTagsException",
    });
  });

  it("refuses bounds that are missing or the wrong way round", async () => {
    const register = (more: object) =>
      scaling.send(new RegisterScalableTargetCommand({ ...target("table/wrong"), ...more }));

    await expect(register({ MaxCapacity: 1 })).rejects.toMatchObject({ name: "ValidationException" });
    await expect(register({ MinCapacity: 1 })).rejects.toMatchObject({ name: "ValidationException" });
    await expect(register({ MinCapacity: 2, MaxCapacity: 1 })).rejects.toThrow("cannot be less than minimum");
    await expect(scaling.send(new DeregisterScalableTargetCommand(target("table/wrong")))).rejects.toMatchObject({
      name: "ObjectNotFoundException",
    });
  });
});

describe("PutScalingPolicy", () => {
  it("keeps a policy of a target until DeleteScalingPolicy, or until its target goes", async () => {
    const at = target("table/two");
    await scaling.send(new RegisterScalableTargetCommand({ ...at, MinCapacity: 1, MaxCapacity: 10 }));
    const put = (PolicyName: string) =>
      scaling.send(
        new PutScalingPolicyCommand({
          ...at,
          PolicyName,
          PolicyType: "TargetTrackingScaling",
          TargetTrackingScalingPolicyConfiguration: tracking,
        }),
      );
    const names = async () => {
      const { ScalingPolicies } = await scaling.send(
        new DescribeScalingPoliciesCommand({ ServiceNamespace: "dynamodb", ResourceId: "table/two" }),
      );
      return ScalingPolicies?.map(({ PolicyName }) => PolicyName);
    };

    const { PolicyARN } = await put("a");
    const again = await put("a");
    await put("b");
    const { ScalingPolicies } = await scaling.send(
      new DescribeScalingPoliciesCommand({ ServiceNamespace: "dynamodb", PolicyNames: ["a"] }),
    );

    expect(again.PolicyARN).toBe(PolicyARN);
    expect(ScalingPolicies).toMatchObject([
      { ...at, PolicyName: "a", PolicyARN, TargetTrackingScalingPolicyConfiguration: tracking },
    ]);
    expect(await names()).toEqual(["a", "b"]);
    await scaling.send(new DeleteScalingPolicyCommand({ ...at, PolicyName: "a" }));
    expect(await names()).toEqual(["b"]);
    await scaling.send(new DeregisterScalableTargetCommand(at));
    expect(await names()).toEqual([]);
  });

  it("refuses targets and policies that are not there", async () => {
    const at = { ...target("table/none"), PolicyName: "a" };

    await expect(
      scaling.send(new PutScalingPolicyCommand({ ...at, PolicyType: "TargetTrackingScaling" })),
    ).rejects.toMatchObject({ name: "ObjectNotFoundException" });
    await expect(scaling.send(new DeleteScalingPolicyCommand(at))).rejects.toMatchObject({
      name: "ObjectNotFoundException",
    });
    await expect(
      scaling.send(
        new ListTagsForResourceCommand({
          ResourceARN:
            "arn:aws:application-autoscaling:eu-west-1:000000000000:scalable-target/0123456789abcdef0123456789abcdef01234567",
        }),
      ),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
