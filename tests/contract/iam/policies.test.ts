import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteServerCertificateCommand,
  DeleteSigningCertificateCommand,
  DetachRolePolicyCommand,
  GetContextKeysForCustomPolicyCommand,
  GetContextKeysForPrincipalPolicyCommand,
  GetPolicyCommand,
  GetRoleCommand,
  GetServerCertificateCommand,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListPolicyTagsCommand,
  ListServerCertificatesCommand,
  ListSigningCertificatesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  SetDefaultPolicyVersionCommand,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
  TagPolicyCommand,
  UpdateServerCertificateCommand,
  UpdateSigningCertificateCommand,
  UploadServerCertificateCommand,
  UploadSigningCertificateCommand,
} from "@aws-sdk/client-iam";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { certificate, certificateKey } from "../../support/certificate.ts";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const policy = (statement: object, Version = "2012-10-17") => JSON.stringify({ Version, Statement: [statement] });
const read = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::in/*" };
const trust = (Principal: unknown) => policy({ Effect: "Allow", Principal, Action: "sts:AssumeRole" });
const lambda = trust({ Service: "lambda.amazonaws.com" });

describe("managed policies", () => {
  it("tell whom they are attached to, and go only when nobody has them", async () => {
    const created = await cloud.iam.send(new CreatePolicyCommand({ PolicyName: "read", PolicyDocument: policy(read) }));
    const PolicyArn = created.Policy?.Arn ?? "";
    await cloud.iam.send(new CreateRoleCommand({ RoleName: "reader", AssumeRolePolicyDocument: lambda }));
    await cloud.iam.send(new AttachRolePolicyCommand({ RoleName: "reader", PolicyArn }));
    await cloud.iam.send(new PutRolePermissionsBoundaryCommand({ RoleName: "reader", PermissionsBoundary: PolicyArn }));
    await cloud.iam.send(new TagPolicyCommand({ PolicyArn, Tags: [{ Key: "a", Value: "b" }] }));

    const { Policy } = await cloud.iam.send(new GetPolicyCommand({ PolicyArn }));
    expect(Policy).toMatchObject({ AttachmentCount: 1, PermissionsBoundaryUsageCount: 1 });
    const { Role } = await cloud.iam.send(new GetRoleCommand({ RoleName: "reader" }));
    expect(Role?.PermissionsBoundary?.PermissionsBoundaryArn).toBe(PolicyArn);
    const entities = await cloud.iam.send(new ListEntitiesForPolicyCommand({ PolicyArn, EntityFilter: "Role" }));
    expect(entities).toMatchObject({ PolicyRoles: [{ RoleName: "reader" }], PolicyUsers: [], PolicyGroups: [] });
    const boundaries = new ListPoliciesCommand({ PolicyUsageFilter: "PermissionsBoundary", Scope: "Local" });
    expect((await cloud.iam.send(boundaries)).Policies).toHaveLength(1);
    expect((await cloud.iam.send(new ListPolicyTagsCommand({ PolicyArn }))).Tags).toEqual([{ Key: "a", Value: "b" }]);

    const remove = () => cloud.iam.send(new DeletePolicyCommand({ PolicyArn }));
    await expect(remove()).rejects.toThrow("Cannot delete a policy attached to entities.");
    await cloud.iam.send(new DetachRolePolicyCommand({ RoleName: "reader", PolicyArn }));
    await cloud.iam.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: "reader" }));
    await remove();
  });

  it("answer for the version that is the default", async () => {
    const created = await cloud.iam.send(
      new CreatePolicyCommand({ PolicyName: "versions", PolicyDocument: policy(read) }),
    );
    const PolicyArn = created.Policy?.Arn ?? "";
    await cloud.iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: policy(read) }));
    await cloud.iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: "v2" }));

    expect((await cloud.iam.send(new GetPolicyCommand({ PolicyArn }))).Policy?.DefaultVersionId).toBe("v2");
    const missing = new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: "v9" });
    await expect(cloud.iam.send(missing)).rejects.toMatchObject({ name: "NoSuchEntityException" });
  });

  it.each([
    [policy(read, "2008-10-17"), "Policy document must be version 2012-10-17 or greater."],
    [policy({ ...read, Effect: "allow" }), "Syntax errors in policy."],
    [policy({ ...read, Else: 1 }), "Syntax errors in policy."],
    [policy({ ...read, NotAction: "s3:*" }), "Syntax errors in policy."],
    [policy({ ...read, Action: undefined }), "Policy statement must contain actions."],
    [
      policy({ ...read, Action: "GetObject" }),
      "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
    ],
    [policy({ ...read, Action: "s3:Get:Object" }), "Actions/Condition can contain only one colon."],
    [policy({ ...read, Resource: undefined }), "Policy statement must contain resources."],
    [policy({ ...read, Resource: "in/*" }), 'Resource in/* must be in ARN format or "*".'],
    [policy({ ...read, Resource: "arn:aws:s3" }), "The policy failed legacy parsing"],
    [policy({ ...read, Resource: "arn:x:s3:::in" }), 'Partition "x" is not valid for resource "arn:x:s3:::in".'],
    [policy({ ...read, Principal: "*" }), "Policy document should not specify a principal."],
    [policy({ ...read, Condition: { StringSame: { "aws:x": "y" } } }), "Invalid Condition type : StringSame."],
    [
      policy({ ...read, Sid: "a b" }),
      "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
    ],
    [
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { ...read, Sid: "a" },
          { ...read, Sid: "a" },
        ],
      }),
      "Statement IDs (SID) in a single policy must be unique.",
    ],
  ])("refuse %s", async (PolicyDocument, message) => {
    const refused = cloud.iam.send(new CreatePolicyCommand({ PolicyName: "bad", PolicyDocument }));

    await expect(refused).rejects.toMatchObject({ name: "MalformedPolicyDocumentException", message });
  });

  it("refuse more than 6144 characters", async () => {
    const Resource = Array.from({ length: 300 }, (_, at) => `arn:aws:s3:::bucket-${at}/*`);
    const long = new CreatePolicyCommand({ PolicyName: "long", PolicyDocument: policy({ ...read, Resource }) });

    await expect(cloud.iam.send(long)).rejects.toThrow("Cannot exceed quota for PolicySize: 6144");
  });
});

describe("trust policies", () => {
  it.each([
    [trust({ Service: "lambda" }), 'Invalid principal in policy: "SERVICE":"lambda"'],
    [
      trust({ AWS: "arn:aws:iam::000000000000:role/nobody" }),
      'Invalid principal in policy: "AWS":"arn:aws:iam::000000000000:role/nobody"',
    ],
    [trust({ AWS: "somebody" }), 'Invalid principal in policy: "AWS":"somebody"'],
    [policy({ Effect: "Allow", Action: "sts:AssumeRole" }), "Missing required field Principal"],
    [
      policy({ Effect: "Allow", Principal: "*", Action: "s3:GetObject" }),
      "AssumeRole policy may only specify STS AssumeRole actions.",
    ],
  ])("refuse %s", async (AssumeRolePolicyDocument, message) => {
    const refused = cloud.iam.send(new CreateRoleCommand({ RoleName: "bad", AssumeRolePolicyDocument }));

    await expect(refused).rejects.toMatchObject({ name: "MalformedPolicyDocumentException", message });
  });
});

describe("the simulator", () => {
  it("says what a role may do, and which statement decides", async () => {
    const { Role } = await cloud.iam.send(new CreateRoleCommand({ RoleName: "sim", AssumeRolePolicyDocument: lambda }));
    const PolicyDocument = JSON.stringify(
      { Version: "2012-10-17", Statement: [read, { Effect: "Deny", Action: "s3:DeleteObject", Resource: "*" }] },
      undefined,
      2,
    );
    await cloud.iam.send(new PutRolePolicyCommand({ RoleName: "sim", PolicyName: "p", PolicyDocument }));

    const { EvaluationResults = [] } = await cloud.iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: Role?.Arn,
        ActionNames: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
        ResourceArns: ["arn:aws:s3:::in/a.csv"],
      }),
    );

    expect(EvaluationResults.map(({ EvalDecision }) => EvalDecision)).toEqual([
      "allowed",
      "implicitDeny",
      "explicitDeny",
    ]);
    expect(EvaluationResults[2]?.MatchedStatements).toMatchObject([
      { SourcePolicyId: "role_sim_p", StartPosition: { Line: 9 }, EndPosition: { Line: 13 } },
    ]);
  });

  it("takes policies, boundaries and context from its input", async () => {
    const own = policy({ ...read, Condition: { StringEquals: { "aws:PrincipalTag/team": "data" } } });
    const simulate = (team: string) =>
      cloud.iam.send(
        new SimulateCustomPolicyCommand({
          PolicyInputList: [own],
          PermissionsBoundaryPolicyInputList: [policy({ ...read, Resource: "arn:aws:s3:::in/a*" })],
          ActionNames: ["s3:GetObject"],
          ResourceArns: ["arn:aws:s3:::in/a.csv", "arn:aws:s3:::in/b.csv"],
          ContextEntries: [
            { ContextKeyName: "aws:PrincipalTag/team", ContextKeyValues: [team], ContextKeyType: "string" },
          ],
        }),
      );

    const [right] = (await simulate("data")).EvaluationResults ?? [];
    expect(right?.ResourceSpecificResults?.map((result) => result.EvalResourceDecision)).toEqual([
      "allowed",
      "implicitDeny",
    ]);
    const [wrong] = (await simulate("web")).EvaluationResults ?? [];
    expect(wrong?.EvalDecision).toBe("implicitDeny");
  });

  it("names the context that policies ask for", async () => {
    const asks = policy({
      ...read,
      Resource: "arn:aws:s3:::in/${aws:username}/*",
      Condition: { StringLike: { "s3:prefix": "a*" } },
    });
    const custom = await cloud.iam.send(new GetContextKeysForCustomPolicyCommand({ PolicyInputList: [asks] }));
    expect(custom.ContextKeyNames).toEqual(["s3:prefix", "aws:username"]);

    const { User } = await cloud.iam.send(new CreateUserCommand({ UserName: "asks" }));
    const input = { PolicySourceArn: User?.Arn, PolicyInputList: [asks] };
    const principal = await cloud.iam.send(new GetContextKeysForPrincipalPolicyCommand(input));
    expect(principal.ContextKeyNames).toEqual(["s3:prefix", "aws:username"]);
  });
});

describe("certificates", () => {
  it("are kept for servers with their end, renamed and deleted", async () => {
    const { ServerCertificateMetadata } = await cloud.iam.send(
      new UploadServerCertificateCommand({
        ServerCertificateName: "site",
        CertificateBody: certificate,
        PrivateKey: certificateKey,
      }),
    );
    expect(ServerCertificateMetadata?.Expiration?.getUTCFullYear()).toBeGreaterThan(2100);
    await cloud.iam.send(
      new UpdateServerCertificateCommand({ ServerCertificateName: "site", NewServerCertificateName: "front" }),
    );

    const found = await cloud.iam.send(new GetServerCertificateCommand({ ServerCertificateName: "front" }));
    expect(found.ServerCertificate?.CertificateBody?.trim()).toBe(certificate.trim());
    const { ServerCertificateMetadataList } = await cloud.iam.send(new ListServerCertificatesCommand({}));
    expect(ServerCertificateMetadataList).toHaveLength(1);
    await cloud.iam.send(new DeleteServerCertificateCommand({ ServerCertificateName: "front" }));
    await expect(
      cloud.iam.send(
        new UploadServerCertificateCommand({ ServerCertificateName: "x", CertificateBody: "x", PrivateKey: "x" }),
      ),
    ).rejects.toMatchObject({ name: "MalformedCertificateException" });
  });

  it("are kept for users who sign by them", async () => {
    const UserName = "signer";
    await cloud.iam.send(new CreateUserCommand({ UserName }));
    const { Certificate } = await cloud.iam.send(
      new UploadSigningCertificateCommand({ UserName, CertificateBody: certificate }),
    );
    const on = { UserName, CertificateId: Certificate?.CertificateId };
    await cloud.iam.send(new UpdateSigningCertificateCommand({ ...on, Status: "Inactive" }));

    const { Certificates } = await cloud.iam.send(new ListSigningCertificatesCommand({ UserName }));
    expect(Certificates).toMatchObject([{ Status: "Inactive", UserName }]);
    await cloud.iam.send(new DeleteSigningCertificateCommand(on));
    expect((await cloud.iam.send(new ListSigningCertificatesCommand({ UserName }))).Certificates).toEqual([]);
  });
});
