import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  GenerateServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsWithEntitiesCommand,
  ListPoliciesGrantingServiceAccessCommand,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
let policyArn: string;
const [used, idle] = ["arn:aws:iam::000000000000:role/used", "arn:aws:iam::000000000000:role/idle"];
const document = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });

/** Two roles of one policy, one of which has listed the buckets. */
beforeAll(async () => {
  cloud = await startTestCloud();
  const { iam, sts } = cloud;
  const AssumeRolePolicyDocument = document({
    Effect: "Allow",
    Principal: { AWS: "000000000000" },
    Action: "sts:AssumeRole",
  });
  const PolicyDocument = document({ Effect: "Allow", Action: ["s3:List*", "sqs:SendMessage"], Resource: "*" });
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: "both", PolicyDocument }));
  policyArn = Policy?.Arn ?? "";
  for (const RoleName of ["used", "idle"]) {
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: policyArn }));
  }
  const { Credentials: keys } = await sts.send(new AssumeRoleCommand({ RoleArn: used, RoleSessionName: "me" }));
  const s3 = new S3Client({
    ...clientConfig(cloud.cloud.endpoint),
    credentials: {
      accessKeyId: keys?.AccessKeyId ?? "",
      secretAccessKey: keys?.SecretAccessKey ?? "",
      sessionToken: keys?.SessionToken ?? "",
    },
  });
  await s3.send(new ListBucketsCommand({}));
  s3.destroy();
});
afterAll(() => cloud.stop());

async function report(Arn: string, Granularity: "ACTION_LEVEL" | "SERVICE_LEVEL" = "SERVICE_LEVEL") {
  const { JobId = "" } = await cloud.iam.send(new GenerateServiceLastAccessedDetailsCommand({ Arn, Granularity }));
  return { JobId, details: await cloud.iam.send(new GetServiceLastAccessedDetailsCommand({ JobId })) };
}

describe("GetServiceLastAccessedDetails", () => {
  it("tells which of its services a role has used, and when", async () => {
    const { details } = await report(used);

    expect(details).toMatchObject({ JobStatus: "COMPLETED", JobType: "SERVICE_LEVEL", IsTruncated: false });
    expect(details.ServicesLastAccessed).toEqual([
      {
        ServiceName: "Amazon S3",
        ServiceNamespace: "s3",
        LastAuthenticated: expect.any(Date),
        LastAuthenticatedEntity: used,
        TotalAuthenticatedEntities: 1,
      },
      { ServiceName: "Amazon SQS", ServiceNamespace: "sqs", TotalAuthenticatedEntities: 0 },
    ]);
    expect((await report(idle)).details.ServicesLastAccessed).toMatchObject([
      { ServiceNamespace: "s3", TotalAuthenticatedEntities: 0 },
      { ServiceNamespace: "sqs", TotalAuthenticatedEntities: 0 },
    ]);
  });

  it("tells it by action when it is asked to", async () => {
    const { details } = await report(used, "ACTION_LEVEL");

    expect(details.JobType).toBe("ACTION_LEVEL");
    expect(details.ServicesLastAccessed?.[0]?.TrackedActionsLastAccessed).toMatchObject([
      { ActionName: "ListAllMyBuckets", LastAccessedEntity: used, LastAccessedTime: expect.any(Date) },
    ]);
  });

  it("knows the report only by its id, and reports only on what is there", async () => {
    const unknown = new GetServiceLastAccessedDetailsCommand({ JobId: "00000000-0000-0000-0000-000000000000" });

    await expect(cloud.iam.send(unknown)).rejects.toMatchObject({ name: "NoSuchEntityException" });
    await expect(report(`${used}-not`)).rejects.toMatchObject({ name: "NoSuchEntityException" });
  });
});

describe("GetServiceLastAccessedDetailsWithEntities", () => {
  it("tells who has used a service through a policy", async () => {
    const { JobId } = await report(policyArn);
    const { EntityDetailsList } = await cloud.iam.send(
      new GetServiceLastAccessedDetailsWithEntitiesCommand({ JobId, ServiceNamespace: "s3" }),
    );

    expect(EntityDetailsList).toMatchObject([
      { EntityInfo: { Arn: idle, Name: "idle", Type: "ROLE", Path: "/" } },
      { EntityInfo: { Arn: used, Name: "used", Type: "ROLE", Path: "/" }, LastAuthenticated: expect.any(Date) },
    ]);
    expect(EntityDetailsList?.[0]?.LastAuthenticated).toBeUndefined();
  });
});

describe("ListPoliciesGrantingServiceAccess", () => {
  it("tells which policies of a role allow something of a service", async () => {
    const PolicyDocument = document({ Effect: "Allow", NotAction: "iam:*", Resource: "*" });
    const inline = { RoleName: "idle", PolicyName: "wide", PolicyDocument };
    await cloud.iam.send(new PutRolePolicyCommand(inline));
    const input = { Arn: idle, ServiceNamespaces: ["sqs", "kms"] };
    const answer = await cloud.iam.send(new ListPoliciesGrantingServiceAccessCommand(input));

    const wide = { PolicyName: "wide", PolicyType: "INLINE", EntityType: "ROLE", EntityName: "idle" };
    const both = { PolicyName: "both", PolicyType: "MANAGED", PolicyArn: policyArn };
    expect(answer.PoliciesGrantingServiceAccess).toEqual([
      { ServiceNamespace: "sqs", Policies: [wide, both] },
      { ServiceNamespace: "kms", Policies: [wide] },
    ]);
  });
});
