import { CreateRoleCommand, GetRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import type { RoleResource, Statement } from "@millrace/plan";
import type { Clients } from "./clients.ts";
import type { Change } from "./deploy.ts";
import { unless } from "./is-error.ts";

const policyName = "pipeline";

export async function putRole(
  { name, trusts }: RoleResource,
  statements: readonly Statement[],
  { iam }: Clients,
): Promise<Change> {
  const trust = document([{ Effect: "Allow", Principal: { Service: trusts }, Action: "sts:AssumeRole" }]);
  const created = await unless(
    iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: trust })),
    "EntityAlreadyExistsException",
  );
  const policy = document(
    statements.map(({ sid, action, resource }) => ({ Sid: sid, Effect: "Allow", Action: action, Resource: resource })),
  );
  const before = await unless(
    iam.send(new GetRolePolicyCommand({ RoleName: name, PolicyName: policyName })),
    "NoSuchEntityException",
  );
  if (before !== undefined && decodeURIComponent(before.PolicyDocument ?? "") === policy) return "unchanged";
  await iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: policyName, PolicyDocument: policy }));
  return created === undefined ? "updated" : "created";
}

const document = (statements: readonly object[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
