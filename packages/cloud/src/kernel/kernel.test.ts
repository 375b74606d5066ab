import { describe, expect, it } from "vitest";
import { iam } from "../services/iam/service.ts";
import { sts } from "../services/sts/service.ts";
import { servicePrincipal } from "./principal.ts";
import { testKernel } from "./test-kernel.ts";

const lambda = servicePrincipal("lambda.amazonaws.com", "000000000000");

describe("Kernel", () => {
  it("says which operation it does not have", async () =>
    expect(testKernel([sts]).call("iam", "GetRole", { RoleName: "x" })).rejects.toMatchObject({
      code: "NotImplemented",
      message: "The operation GetRole of iam is not implemented by this cloud",
    }));

  it("lets a role do only what its policies allow", async () => {
    const cloud = testKernel([iam, sts]);
    const document = (statement: object) =>
      JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", ...statement } });
    await cloud.call("iam", "CreateRole", {
      RoleName: "reader",
      AssumeRolePolicyDocument: document({ Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }),
    });
    const RoleArn = "arn:aws:iam::000000000000:role/reader";
    const { Credentials } = await cloud.call("sts", "AssumeRole", { RoleArn, RoleSessionName: "s" }, lambda);
    const { principal } = cloud.kernel.credentials.find(Credentials?.AccessKeyId ?? "");
    const read = () => cloud.call("iam", "GetRole", { RoleName: "reader" }, principal);

    await expect(read()).rejects.toThrow(
      `User: arn:aws:sts::000000000000:assumed-role/reader/s is not authorized to perform: iam:GetRole on resource: ${RoleArn} because no identity-based policy allows the iam:GetRole action`,
    );
    await cloud.call("iam", "PutRolePolicy", {
      RoleName: "reader",
      PolicyName: "read",
      PolicyDocument: document({ Action: "iam:GetRole", Resource: RoleArn }),
    });
    await expect(read()).resolves.toMatchObject({ Role: { RoleName: "reader" } });
  });

  it("keeps accounts apart", async () => {
    const cloud = testKernel([iam]);
    const { principal } = cloud.kernel.credentials.find("111122223333");
    await cloud.call("iam", "CreatePolicy", {
      PolicyName: "p",
      PolicyDocument: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}',
    });

    const { Policies } = await cloud.call("iam", "ListPolicies", { Scope: "Local" }, principal);

    expect(Policies).toEqual([]);
  });
});
