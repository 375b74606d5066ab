import { createSign, generateKeyPairSync, X509Certificate } from "node:crypto";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import {
  CreateAccessKeyCommand,
  CreateOpenIDConnectProviderCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  ListRolesCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  type Credentials,
  DecodeAuthorizationMessageCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { certificate, certificateKey } from "../../support/certificate.ts";
import { clientConfig, startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const policy = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
const listRoles = { Effect: "Allow", Action: "iam:ListRoles", Resource: "*" };
const trustAccount = {
  Effect: "Allow",
  Principal: { AWS: "000000000000" },
  Action: ["sts:AssumeRole", "sts:TagSession"],
};

async function makeRole(RoleName: string, trust: object, own?: object) {
  const { Role } = await cloud.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: policy(trust) }));
  if (own !== undefined) {
    await cloud.iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: "p", PolicyDocument: policy(own) }));
  }
  return Role?.Arn ?? "";
}

function signedBy(credentials: Credentials | undefined) {
  const config = {
    ...clientConfig(cloud.cloud.endpoint),
    credentials: {
      accessKeyId: credentials?.AccessKeyId ?? "",
      secretAccessKey: credentials?.SecretAccessKey ?? "",
      ...(credentials?.SessionToken === undefined ? {} : { sessionToken: credentials.SessionToken }),
    },
  };
  return { iam: new IAMClient(config), sts: new STSClient(config) };
}

describe("AssumeRole", () => {
  it("cuts a session down by its policy", async () => {
    const RoleArn = await makeRole("cut", trustAccount, listRoles);
    const assume = (Policy?: string) =>
      cloud.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "run", Policy }));

    const whole = await assume();
    await expect(signedBy(whole.Credentials).iam.send(new ListRolesCommand({}))).resolves.toMatchObject({});
    const cut = await assume(policy({ ...listRoles, Action: "s3:GetObject" }));
    expect(cut.PackedPolicySize).toBeGreaterThan(0);
    await expect(signedBy(cut.Credentials).iam.send(new ListRolesCommand({}))).rejects.toThrow(
      "because no session policy allows the iam:ListRoles action",
    );
  });

  it("gives session tags to conditions, and transitive ones to the next role", async () => {
    const condition = { StringEquals: { "aws:PrincipalTag/team": "data" } };
    const second = await makeRole("second", trustAccount, { ...listRoles, Condition: condition });
    const first = await makeRole("first", trustAccount, {
      Effect: "Allow",
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Resource: second,
    });
    const begun = await cloud.sts.send(
      new AssumeRoleCommand({
        RoleArn: first,
        RoleSessionName: "run-a",
        Tags: [{ Key: "team", Value: "data" }],
        TransitiveTagKeys: ["team"],
      }),
    );
    const { sts } = signedBy(begun.Credentials);

    const chained = await sts.send(new AssumeRoleCommand({ RoleArn: second, RoleSessionName: "run-b" }));
    await expect(signedBy(chained.Credentials).iam.send(new ListRolesCommand({}))).resolves.toMatchObject({});
    const again = new AssumeRoleCommand({
      RoleArn: second,
      RoleSessionName: "run-c",
      Tags: [{ Key: "TEAM", Value: "web" }],
    });
    await expect(sts.send(again)).rejects.toThrow("conflicts with a transitive tag key from the calling session");
    const long = new AssumeRoleCommand({ RoleArn: second, RoleSessionName: "run-d", DurationSeconds: 3601 });
    await expect(sts.send(long)).rejects.toMatchObject({ name: "ValidationError" });
  });

  it("ends with its role, even when one of the same name is made again", async () => {
    const RoleArn = await makeRole("short-lived", trustAccount, listRoles);
    const { Credentials } = await cloud.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "run" }));
    const { sts } = signedBy(Credentials);
    await expect(sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Account: "000000000000" });
    await cloud.iam.send(new DeleteRolePolicyCommand({ RoleName: "short-lived", PolicyName: "p" }));
    await cloud.iam.send(new DeleteRoleCommand({ RoleName: "short-lived" }));

    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    await makeRole("short-lived", trustAccount, listRoles);
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: "InvalidClientTokenId" });
  });

  it.each(["nothing-valid-in-here", "arn::b:::something/test-role", "arn:a:a::aaaaaaaaaa:"])(
    "refuses the ARN %s",
    async (RoleArn) => {
      const refused = cloud.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "run" }));

      await expect(refused).rejects.toMatchObject({ name: "ValidationError", message: `${RoleArn} is invalid` });
    },
  );
});

describe("GetSessionToken and GetFederationToken", () => {
  it("lend a user's rights for a time, the second within a policy", async () => {
    const UserName = "lender";
    await cloud.iam.send(new CreateUserCommand({ UserName }));
    const own = policy({ Effect: "Allow", Action: ["iam:ListRoles", "sts:GetFederationToken"], Resource: "*" });
    await cloud.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "p", PolicyDocument: own }));
    const { AccessKey } = await cloud.iam.send(new CreateAccessKeyCommand({ UserName }));
    const user = signedBy({ ...AccessKey, SessionToken: undefined, Expiration: undefined } as unknown as Credentials);

    const session = signedBy((await user.sts.send(new GetSessionTokenCommand({}))).Credentials);
    await expect(session.iam.send(new ListRolesCommand({}))).resolves.toMatchObject({});
    await expect(session.sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({
      Arn: "arn:aws:iam::000000000000:user/lender",
    });
    const federate = (Policy: string) => user.sts.send(new GetFederationTokenCommand({ Name: "guest", Policy }));
    const may = await federate(policy(listRoles));
    expect(may.FederatedUser?.Arn).toBe("arn:aws:sts::000000000000:federated-user/guest");
    await expect(signedBy(may.Credentials).iam.send(new ListRolesCommand({}))).resolves.toMatchObject({});
    const mayNot = await federate(policy({ ...listRoles, Action: "s3:GetObject" }));
    await expect(signedBy(mayNot.Credentials).iam.send(new ListRolesCommand({}))).rejects.toMatchObject({
      name: "AccessDenied",
    });
    const info = await cloud.sts.send(new GetAccessKeyInfoCommand({ AccessKeyId: AccessKey?.AccessKeyId }));
    expect(info.Account).toBe("000000000000");
  });
});

describe("DecodeAuthorizationMessage", () => {
  it("refuses what this cloud never encoded", () =>
    expect(cloud.sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage: "x" }))).rejects.toMatchObject({
      name: "InvalidAuthorizationMessageException",
    }));
});

describe("AssumeRoleWithWebIdentity", () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  let server: Server;
  let issuer = "";
  beforeAll(async () => {
    server = createServer({ cert: certificate, key: certificateKey }, (request, response) => {
      const keys = { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "1", alg: "RS256" }] };
      response.end(JSON.stringify(request.url === "/keys" ? keys : { jwks_uri: `https://${issuer}/keys` }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    issuer = `localhost:${(server.address() as AddressInfo).port}`;
    await cloud.iam.send(
      new CreateOpenIDConnectProviderCommand({
        Url: `https://${issuer}`,
        ClientIDList: ["millrace"],
        ThumbprintList: [new X509Certificate(certificate).fingerprint.replaceAll(":", "")],
      }),
    );
    const Principal = { Federated: `arn:aws:iam::000000000000:oidc-provider/${issuer}` };
    const Condition = { StringEquals: { [`${issuer}:sub`]: "repo:orders" } };
    const Action = "sts:AssumeRoleWithWebIdentity";
    await makeRole("web", { Effect: "Allow", Principal, Action, Condition }, listRoles);
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const tokenOf = (claims: object, key = privateKey) => {
    const iat = Math.floor(Date.now() / 1000);
    const signed = `${part({ alg: "RS256", kid: "1" })}.${part({ iss: `https://${issuer}`, aud: "millrace", iat, exp: iat + 300, ...claims })}`;
    return `${signed}.${createSign("sha256").update(signed).sign(key).toString("base64url")}`;
  };
  const assume = (WebIdentityToken: string) =>
    cloud.sts.send(
      new AssumeRoleWithWebIdentityCommand({
        RoleArn: "arn:aws:iam::000000000000:role/web",
        RoleSessionName: "run",
        WebIdentityToken,
      }),
    );

  it("gives a role to whom its trust policy names by the token's claims", async () => {
    const { Credentials, SubjectFromWebIdentityToken, Audience } = await assume(tokenOf({ sub: "repo:orders" }));

    expect([SubjectFromWebIdentityToken, Audience]).toEqual(["repo:orders", "millrace"]);
    await expect(signedBy(Credentials).iam.send(new ListRolesCommand({}))).resolves.toMatchObject({});
  });

  it("refuses other claims, other signers, other audiences and what has expired", async () => {
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;

    await expect(assume(tokenOf({ sub: "repo:other" }))).rejects.toMatchObject({ name: "AccessDenied" });
    await expect(assume(tokenOf({ sub: "repo:orders" }, other))).rejects.toMatchObject({
      name: "InvalidIdentityTokenException",
    });
    await expect(assume(tokenOf({ sub: "repo:orders", aud: "else" }))).rejects.toMatchObject({
      name: "InvalidIdentityTokenException",
      message: "Incorrect token audience",
    });
    await expect(assume(tokenOf({ sub: "repo:orders", exp: 1 }))).rejects.toMatchObject({
      name: "ExpiredTokenException",
    });
    await expect(assume("nonsense")).rejects.toMatchObject({ name: "InvalidIdentityTokenException" });
  });
});
