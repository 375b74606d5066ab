import {
  GetAccountAuthorizationDetailsCommand,
  type GetAccountAuthorizationDetailsResponse,
} from "@aws-sdk/client-iam";
import { GetBucketPolicyCommand, ListBucketsCommand } from "@aws-sdk/client-s3";
import type { Clients } from "../target.ts";
import { Obstacle } from "../usage-error.ts";
import type { Account, AuditedBucket, AuditedPolicy, AuditedRole, Decision, PolicyDocument } from "./account.ts";

/** Asks a running cloud for everything that an audit is made of. Throws Obstacle when there is none. */
export async function gather(endpoint: string, clients: Clients): Promise<Account> {
  const decisions = await decisionsOf(endpoint);
  const details = await authorizationDetails(clients);
  const managed = new Map(
    details.flatMap(({ Policies = [] }) =>
      Policies.map(({ Arn = "", PolicyVersionList = [] }) => [
        Arn,
        decode(PolicyVersionList.find(({ IsDefaultVersion }) => IsDefaultVersion)?.Document),
      ]),
    ),
  );
  const roles = details.flatMap(({ RoleDetailList = [] }) => RoleDetailList);
  return {
    id: roles[0]?.Arn?.split(":")[4] ?? "000000000000",
    roles: roles.map((role) => readRole(role, managed)),
    buckets: await bucketsOf(clients),
    decisions,
  };
}

type RoleDetail = NonNullable<GetAccountAuthorizationDetailsResponse["RoleDetailList"]>[number];

function readRole(role: RoleDetail, managed: ReadonlyMap<string, PolicyDocument>): AuditedRole {
  const inline = (role.RolePolicyList ?? []).map(
    ({ PolicyName: name = "", PolicyDocument: text }): AuditedPolicy => ({
      name,
      document: decode(text),
    }),
  );
  const attached = (role.AttachedManagedPolicies ?? []).flatMap(({ PolicyArn: name = "" }): AuditedPolicy[] => {
    const document = managed.get(name);
    return document === undefined ? [] : [{ name, document }];
  });
  return {
    name: role.RoleName ?? "",
    arn: role.Arn ?? "",
    createdAt: role.CreateDate ?? new Date(0),
    trust: decode(role.AssumeRolePolicyDocument),
    policies: [...inline, ...attached],
  };
}

const decode = (text = ""): PolicyDocument =>
  text === "" ? { Statement: [] } : (JSON.parse(decodeURIComponent(text)) as PolicyDocument);

async function authorizationDetails({ iam }: Clients): Promise<GetAccountAuthorizationDetailsResponse[]> {
  const pages: GetAccountAuthorizationDetailsResponse[] = [];
  let Marker: string | undefined;
  do {
    const page = await iam.send(new GetAccountAuthorizationDetailsCommand({ Marker }));
    pages.push(page);
    Marker = page.Marker;
  } while (Marker !== undefined);
  return pages;
}

async function bucketsOf({ s3 }: Clients): Promise<AuditedBucket[]> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  return Promise.all(
    Buckets.map(async ({ Name = "" }) => {
      const answer = await s3.send(new GetBucketPolicyCommand({ Bucket: Name })).catch(() => undefined);
      const policy = answer?.Policy === undefined ? undefined : (JSON.parse(answer.Policy) as PolicyDocument);
      return { name: Name, policy };
    }),
  );
}

async function decisionsOf(endpoint: string): Promise<readonly Decision[]> {
  const response = await fetch(`${endpoint}/_millrace/decisions`).catch(() => {
    throw new Obstacle(`There is no cloud at ${endpoint}: start one with "millrace cloud", or name it with --endpoint`);
  });
  if (!response.ok) throw new Obstacle(`${endpoint} is not a Millrace cloud: it has no decision log`);
  const { decisions } = (await response.json()) as { readonly decisions: readonly Decision[] };
  return decisions;
}
