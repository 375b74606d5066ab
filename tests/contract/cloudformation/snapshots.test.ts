import { DeleteDBClusterSnapshotCommand, DescribeDBClusterSnapshotsCommand } from "@aws-sdk/client-rds";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { noPostgres } from "../../support/postgres.ts";
import { createStack, deleteStack, updateStack } from "../../support/stacks.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const database = (policies: object, more: object = {}) => ({
  Resources: {
    Topic: { Type: "AWS::SNS::Topic" },
    Database: {
      Type: "AWS::RDS::DBCluster",
      ...policies,
      Properties: { Engine: "aurora-postgresql", MasterUsername: "owner", ManageMasterUserPassword: true, ...more },
    },
  },
});

/** Those of a stack, whose names they begin with; none is left behind. */
async function takeSnapshots(stack: string): Promise<(string | undefined)[]> {
  const { DBClusterSnapshots: all = [] } = await cloud.rds.send(new DescribeDBClusterSnapshotsCommand({}));
  const own = all.filter(({ DBClusterSnapshotIdentifier: id = "" }) => id.startsWith(`${stack}-database-`));
  for (const { DBClusterSnapshotIdentifier } of own) {
    await cloud.rds.send(new DeleteDBClusterSnapshotCommand({ DBClusterSnapshotIdentifier }));
  }
  return own.map(({ Status }) => Status);
}

describe.skipIf(noPostgres !== undefined)("The policy Snapshot of a database", () => {
  it("keeps its data when the stack is deleted", async () => {
    const { StackId = "" } = await createStack(cloud.cloudformation, "kept", database({ DeletionPolicy: "Snapshot" }));

    const stack = await deleteStack(cloud.cloudformation, StackId);

    expect(stack.StackStatus).toBe("DELETE_COMPLETE");
    expect(await takeSnapshots("kept")).toEqual(["available"]);
  });

  it("keeps it when the template no longer has it", async () => {
    const template = database({ DeletionPolicy: "Snapshot" });
    await createStack(cloud.cloudformation, "left", template);

    const { Topic } = template.Resources;
    const stack = await updateStack(cloud.cloudformation, "left", { Resources: { Topic } });

    expect(stack.StackStatus).toBe("UPDATE_COMPLETE");
    expect(await takeSnapshots("left")).toEqual(["available"]);
  });

  it("keeps it when another takes its place, if that is what UpdateReplacePolicy says", async () => {
    const policies = { DeletionPolicy: "Delete", UpdateReplacePolicy: "Snapshot" };
    const { StackId = "" } = await createStack(cloud.cloudformation, "replaced", database(policies));

    const stack = await updateStack(cloud.cloudformation, "replaced", database(policies, { MasterUsername: "other" }));

    expect(stack.StackStatus).toBe("UPDATE_COMPLETE");
    expect(await takeSnapshots("replaced")).toEqual(["available"]);
    await deleteStack(cloud.cloudformation, StackId);
    expect(await takeSnapshots("replaced")).toEqual([]);
  });
});
