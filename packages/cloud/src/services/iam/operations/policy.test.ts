import { describe, expect, it } from "vitest";
import { testKernel } from "../../../kernel/test-kernel.ts";
import { iam } from "../service.ts";

const document = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
});
const arn = "arn:aws:iam::000000000000:policy/read";

async function withPolicy() {
  const cloud = testKernel([iam]);
  await cloud.call("iam", "CreatePolicy", { PolicyName: "read", PolicyDocument: document });
  return cloud;
}

describe("CreatePolicy", () => {
  it("makes version v1 the default", async () => {
    const cloud = testKernel([iam]);
    const { Policy } = await cloud.call("iam", "CreatePolicy", { PolicyName: "read", PolicyDocument: document });

    expect(Policy).toMatchObject({ Arn: arn, DefaultVersionId: "v1", AttachmentCount: 0, IsAttachable: true });
  });

  it("refuses a name twice", async () =>
    expect(
      (await withPolicy()).call("iam", "CreatePolicy", { PolicyName: "read", PolicyDocument: document }),
    ).rejects.toMatchObject({ code: "EntityAlreadyExistsException" }));
});

describe("GetPolicy", () => {
  it("knows the policies that AWS keeps", async () => {
    const { Policy } = await testKernel([iam]).call("iam", "GetPolicy", {
      PolicyArn: "arn:aws:iam::aws:policy/AdministratorAccess",
    });

    expect(Policy).toMatchObject({ PolicyName: "AdministratorAccess", Path: "/" });
  });

  it("says which policy was not found", async () =>
    expect(testKernel([iam]).call("iam", "GetPolicy", { PolicyArn: arn })).rejects.toMatchObject({
      code: "NoSuchEntityException",
      message: `Policy ${arn} was not found.`,
    }));
});

describe("CreatePolicyVersion, ListPolicyVersions, GetPolicyVersion and DeletePolicyVersion", () => {
  it("keep up to five versions, newest first, and never lose the default", async () => {
    const cloud = await withPolicy();
    for (let n = 0; n < 4; n++) {
      await cloud.call("iam", "CreatePolicyVersion", {
        PolicyArn: arn,
        PolicyDocument: document,
        SetAsDefault: n === 3,
      });
    }

    const { Versions } = await cloud.call("iam", "ListPolicyVersions", { PolicyArn: arn });
    expect(Versions?.map((version) => version.VersionId)).toEqual(["v5", "v4", "v3", "v2", "v1"]);
    expect(Versions?.[0]?.IsDefaultVersion).toBe(true);
    await expect(
      cloud.call("iam", "CreatePolicyVersion", { PolicyArn: arn, PolicyDocument: document }),
    ).rejects.toMatchObject({ code: "LimitExceededException" });
    await expect(cloud.call("iam", "DeletePolicyVersion", { PolicyArn: arn, VersionId: "v5" })).rejects.toMatchObject({
      code: "DeleteConflictException",
    });

    await cloud.call("iam", "DeletePolicyVersion", { PolicyArn: arn, VersionId: "v1" });
    await expect(cloud.call("iam", "GetPolicyVersion", { PolicyArn: arn, VersionId: "v1" })).rejects.toMatchObject({
      code: "NoSuchEntityException",
    });
  });
});

describe("DeletePolicy", () => {
  it("refuses while it has other versions, then deletes", async () => {
    const cloud = await withPolicy();
    await cloud.call("iam", "CreatePolicyVersion", { PolicyArn: arn, PolicyDocument: document });
    await expect(cloud.call("iam", "DeletePolicy", { PolicyArn: arn })).rejects.toMatchObject({
      code: "DeleteConflictException",
    });

    await cloud.call("iam", "DeletePolicyVersion", { PolicyArn: arn, VersionId: "v2" });
    await cloud.call("iam", "DeletePolicy", { PolicyArn: arn });

    await expect(cloud.call("iam", "GetPolicy", { PolicyArn: arn })).rejects.toMatchObject({
      code: "NoSuchEntityException",
    });
  });
});

describe("ListPolicies", () => {
  it("tells the account's own policies from AWS's", async () => {
    const cloud = await withPolicy();

    const local = await cloud.call("iam", "ListPolicies", { Scope: "Local" });
    const aws = await cloud.call("iam", "ListPolicies", { Scope: "AWS" });

    expect(local.Policies?.map((policy) => policy.Arn)).toEqual([arn]);
    expect(aws.Policies?.every((policy) => policy.Arn?.startsWith("arn:aws:iam::aws:policy/"))).toBe(true);
  });
});
