import { describe, expect, it } from "vitest";
import { servicePrincipal } from "../../../kernel/principal.ts";
import { testKernel } from "../../../kernel/test-kernel.ts";
import { iam } from "../../iam/service.ts";
import { sts } from "../service.ts";

const trust = (principal: object, condition?: object) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole", Condition: condition }],
  });
const RoleArn = "arn:aws:iam::000000000000:role/orders";
const lambda = servicePrincipal("lambda.amazonaws.com", "000000000000");

async function withRole(document: string) {
  const cloud = testKernel([iam, sts]);
  await cloud.call("iam", "CreateRole", { RoleName: "orders", AssumeRolePolicyDocument: document });
  return cloud;
}

describe("AssumeRole", () => {
  it("issues keys that act as the role until they expire", async () => {
    const cloud = await withRole(trust({ Service: "lambda.amazonaws.com" }));

    const { Credentials, AssumedRoleUser } = await cloud.call(
      "sts",
      "AssumeRole",
      { RoleArn, RoleSessionName: "run", DurationSeconds: 900 },
      lambda,
    );

    expect(Credentials?.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(Credentials?.Expiration).toEqual(new Date("2026-01-01T00:15:00Z"));
    expect(AssumedRoleUser?.Arn).toBe("arn:aws:sts::000000000000:assumed-role/orders/run");
    const { principal } = cloud.kernel.credentials.find(Credentials?.AccessKeyId ?? "");
    expect(await cloud.call("sts", "GetCallerIdentity", {}, principal)).toEqual({
      UserId: AssumedRoleUser?.AssumedRoleId,
      Account: "000000000000",
      Arn: AssumedRoleUser?.Arn,
    });
  });

  it("refuses whoever the trust policy does not name", async () => {
    const cloud = await withRole(trust({ Service: "states.amazonaws.com" }));

    await expect(cloud.call("sts", "AssumeRole", { RoleArn, RoleSessionName: "run" }, lambda)).rejects.toMatchObject({
      code: "AccessDenied",
      message: `User: lambda.amazonaws.com is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`,
    });
  });

  it("refuses a role that does not exist as if it were not allowed", async () =>
    expect(testKernel([iam, sts]).call("sts", "AssumeRole", { RoleArn, RoleSessionName: "run" })).rejects.toMatchObject(
      { code: "AccessDenied" },
    ));

  it("asks the conditions of the trust policy", async () => {
    const cloud = await withRole(trust({ AWS: "000000000000" }, { StringEquals: { "sts:ExternalId": "secret" } }));
    const assume = (ExternalId: string) =>
      cloud.call("sts", "AssumeRole", { RoleArn, RoleSessionName: "run", ExternalId });

    await expect(assume("wrong")).rejects.toMatchObject({ code: "AccessDenied" });
    await expect(assume("secret")).resolves.toMatchObject({ Credentials: {} });
  });

  it("refuses a session longer than the role allows", async () => {
    const cloud = await withRole(trust({ AWS: "000000000000" }));

    await expect(
      cloud.call("sts", "AssumeRole", { RoleArn, RoleSessionName: "run", DurationSeconds: 7200 }),
    ).rejects.toMatchObject({
      code: "ValidationError",
      message: "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.",
    });
  });
});

describe("GetCallerIdentity", () => {
  it("names the account for a key that nobody issued", async () =>
    expect(await testKernel([sts]).call("sts", "GetCallerIdentity", {})).toEqual({
      UserId: "000000000000",
      Account: "000000000000",
      Arn: "arn:aws:iam::000000000000:root",
    }));
});

describe("GetAccessKeyInfo", () => {
  it("reads the account out of a key that looks like one", async () =>
    expect(await testKernel([sts]).call("sts", "GetAccessKeyInfo", { AccessKeyId: "111122223333" })).toEqual({
      Account: "111122223333",
    }));
});
