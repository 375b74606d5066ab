import { describe, expect, it } from "vitest";
import { testKernel } from "../../../kernel/test-kernel.ts";
import { iam } from "../service.ts";

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::in/*" }],
});
const basic = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

async function withRole() {
  const cloud = testKernel([iam]);
  await cloud.call("iam", "CreateRole", { RoleName: "Orders", Path: "/app/", AssumeRolePolicyDocument: trust });
  return cloud;
}

describe("CreateRole", () => {
  it("answers the role with its ARN, id and URL-encoded trust policy", async () => {
    const { Role } = await testKernel([iam]).call("iam", "CreateRole", {
      RoleName: "Orders",
      AssumeRolePolicyDocument: trust,
      Tags: [{ Key: "team", Value: "data" }],
    });

    expect(Role).toMatchObject({
      Arn: "arn:aws:iam::000000000000:role/Orders",
      Path: "/",
      CreateDate: new Date("2026-01-01T00:00:00Z"),
      Tags: [{ Key: "team", Value: "data" }],
    });
    expect(Role?.RoleId).toMatch(/^AROA[A-Z2-7]{17}$/);
    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).toBe(trust);
  });

  it("refuses a name that differs from another role's only in case", async () => {
    const cloud = await withRole();

    await expect(
      cloud.call("iam", "CreateRole", { RoleName: "ORDERS", AssumeRolePolicyDocument: trust }),
    ).rejects.toMatchObject({ code: "EntityAlreadyExistsException", message: "Role with name ORDERS already exists." });
  });

  it.each([
    ["{", "This policy contains invalid Json"],
    ["[]", "Syntax errors in policy."],
    [policy.replace("s3:GetObject", "sts:AssumeRole"), "Has prohibited field Resource"],
    [policy, "AssumeRole policy may only specify STS AssumeRole actions."],
    [
      trust.replace("sts:AssumeRole", "AssumeRole"),
      "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
    ],
  ])("refuses the trust policy %s", async (document, message) => {
    const created = testKernel([iam]).call("iam", "CreateRole", { RoleName: "r", AssumeRolePolicyDocument: document });

    await expect(created).rejects.toMatchObject({ code: "MalformedPolicyDocumentException", message });
  });
});

describe("GetRole", () => {
  it("finds a role whatever the case of its name", async () => {
    const { Role } = await (await withRole()).call("iam", "GetRole", { RoleName: "orders" });

    expect(Role?.Arn).toBe("arn:aws:iam::000000000000:role/app/Orders");
  });

  it("says which role cannot be found", async () =>
    expect(testKernel([iam]).call("iam", "GetRole", { RoleName: "x" })).rejects.toMatchObject({
      code: "NoSuchEntityException",
      message: "The role with name x cannot be found.",
    }));
});

describe("ListRoles", () => {
  it("pages through roles below a path", async () => {
    const cloud = await withRole();
    for (const name of ["a", "b", "c"]) {
      await cloud.call("iam", "CreateRole", { RoleName: name, Path: "/app/", AssumeRolePolicyDocument: trust });
    }
    await cloud.call("iam", "CreateRole", { RoleName: "other", AssumeRolePolicyDocument: trust });

    const first = await cloud.call("iam", "ListRoles", { PathPrefix: "/app/", MaxItems: 3 });
    const second = await cloud.call("iam", "ListRoles", { PathPrefix: "/app/", MaxItems: 3, Marker: first.Marker });

    expect(first.Roles?.map((role) => role.RoleName)).toEqual(["a", "b", "c"]);
    expect(first.IsTruncated).toBe(true);
    expect(second.Roles?.map((role) => role.RoleName)).toEqual(["Orders"]);
    expect(second.IsTruncated).toBe(false);
  });
});

describe("UpdateRole", () => {
  it("changes only what it is given", async () => {
    const cloud = await withRole();
    await cloud.call("iam", "UpdateRole", { RoleName: "Orders", Description: "new" });

    const { Role } = await cloud.call("iam", "GetRole", { RoleName: "Orders" });

    expect(Role).toMatchObject({ Description: "new", MaxSessionDuration: 3600 });
  });
});

describe("UpdateAssumeRolePolicy", () => {
  it("replaces the trust policy", async () => {
    const cloud = await withRole();
    const changed = trust.replace("lambda", "states");
    await cloud.call("iam", "UpdateAssumeRolePolicy", { RoleName: "Orders", PolicyDocument: changed });

    const { Role } = await cloud.call("iam", "GetRole", { RoleName: "Orders" });

    expect(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? "")).toBe(changed);
  });
});

describe("PutRolePolicy, GetRolePolicy, ListRolePolicies and DeleteRolePolicy", () => {
  it("keep, answer, list and remove an inline policy", async () => {
    const cloud = await withRole();
    await cloud.call("iam", "PutRolePolicy", { RoleName: "Orders", PolicyName: "read", PolicyDocument: policy });

    const got = await cloud.call("iam", "GetRolePolicy", { RoleName: "Orders", PolicyName: "read" });
    expect(decodeURIComponent(got.PolicyDocument ?? "")).toBe(policy);
    expect((await cloud.call("iam", "ListRolePolicies", { RoleName: "Orders" })).PolicyNames).toEqual(["read"]);

    await cloud.call("iam", "DeleteRolePolicy", { RoleName: "Orders", PolicyName: "read" });
    await expect(cloud.call("iam", "GetRolePolicy", { RoleName: "Orders", PolicyName: "read" })).rejects.toMatchObject({
      message: "The role policy with name read cannot be found.",
    });
  });

  it("refuse a policy that names a principal or no resource", async () => {
    const cloud = await withRole();
    const put = (document: string) =>
      cloud.call("iam", "PutRolePolicy", { RoleName: "Orders", PolicyName: "p", PolicyDocument: document });

    await expect(put(trust)).rejects.toMatchObject({ message: "Policy document should not specify a principal." });
    await expect(put(policy.replace(/,"Resource":"[^"]*"/, ""))).rejects.toMatchObject({
      message: "Policy statement must contain resources.",
    });
    await expect(put(policy.replace("arn:aws:s3:::in/*", "in"))).rejects.toMatchObject({
      message: 'Resource in must be in ARN format or "*".',
    });
  });
});

describe("AttachRolePolicy, ListAttachedRolePolicies and DetachRolePolicy", () => {
  it("tie a managed policy to a role and untie it", async () => {
    const cloud = await withRole();
    await cloud.call("iam", "AttachRolePolicy", { RoleName: "Orders", PolicyArn: basic });

    const listed = await cloud.call("iam", "ListAttachedRolePolicies", { RoleName: "Orders" });
    expect(listed.AttachedPolicies).toEqual([{ PolicyName: "AWSLambdaBasicExecutionRole", PolicyArn: basic }]);

    await cloud.call("iam", "DetachRolePolicy", { RoleName: "Orders", PolicyArn: basic });
    await expect(cloud.call("iam", "DetachRolePolicy", { RoleName: "Orders", PolicyArn: basic })).rejects.toMatchObject(
      { code: "NoSuchEntityException" },
    );
  });

  it("refuse a policy that does not exist", async () => {
    const cloud = await withRole();

    await expect(
      cloud.call("iam", "AttachRolePolicy", { RoleName: "Orders", PolicyArn: "arn:aws:iam::aws:policy/None" }),
    ).rejects.toMatchObject({ message: "Policy arn:aws:iam::aws:policy/None does not exist or is not attachable." });
  });
});

describe("DeleteRole", () => {
  it("refuses while policies hang on the role, and deletes it afterwards", async () => {
    const cloud = await withRole();
    await cloud.call("iam", "AttachRolePolicy", { RoleName: "Orders", PolicyArn: basic });
    await expect(cloud.call("iam", "DeleteRole", { RoleName: "Orders" })).rejects.toMatchObject({
      code: "DeleteConflictException",
      message: "Cannot delete entity, must detach all policies first.",
    });

    await cloud.call("iam", "DetachRolePolicy", { RoleName: "Orders", PolicyArn: basic });
    await cloud.call("iam", "PutRolePolicy", { RoleName: "Orders", PolicyName: "p", PolicyDocument: policy });
    await expect(cloud.call("iam", "DeleteRole", { RoleName: "Orders" })).rejects.toMatchObject({
      message: "Cannot delete entity, must delete policies first.",
    });

    await cloud.call("iam", "DeleteRolePolicy", { RoleName: "Orders", PolicyName: "p" });
    await cloud.call("iam", "DeleteRole", { RoleName: "Orders" });
    await expect(cloud.call("iam", "GetRole", { RoleName: "Orders" })).rejects.toMatchObject({
      code: "NoSuchEntityException",
    });
  });
});

describe("TagRole, UntagRole and ListRoleTags", () => {
  it("add, replace and remove tags", async () => {
    const cloud = await withRole();
    await cloud.call("iam", "TagRole", {
      RoleName: "Orders",
      Tags: [
        { Key: "a", Value: "1" },
        { Key: "b", Value: "2" },
      ],
    });
    await cloud.call("iam", "TagRole", { RoleName: "Orders", Tags: [{ Key: "a", Value: "3" }] });
    await cloud.call("iam", "UntagRole", { RoleName: "Orders", TagKeys: ["b"] });

    const { Tags } = await cloud.call("iam", "ListRoleTags", { RoleName: "Orders" });

    expect(Tags).toEqual([{ Key: "a", Value: "3" }]);
  });
});

describe("ListInstanceProfilesForRole", () => {
  it("is empty, and refuses a role that does not exist", async () => {
    const cloud = await withRole();

    expect(await cloud.call("iam", "ListInstanceProfilesForRole", { RoleName: "Orders" })).toEqual({
      InstanceProfiles: [],
      IsTruncated: false,
    });
    await expect(cloud.call("iam", "ListInstanceProfilesForRole", { RoleName: "x" })).rejects.toMatchObject({
      code: "NoSuchEntityException",
    });
  });
});
