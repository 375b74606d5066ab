import type { GroupDetail, ManagedPolicyDetail, PolicyDetail, RoleDetail, UserDetail } from "@aws-sdk/client-iam";
import { awsManagedPolicyArns } from "../aws-managed-policies.ts";
import { encodeDocument, type Identity, type ManagedPolicy } from "../model.ts";
import { describeGroup, describePolicy, describeProfile, describeRole, describeUser } from "../outputs.ts";
import type { IamStore } from "../store.ts";
import { writeTags } from "../tags/tags.ts";

/** One identity or policy with everything that it may do, under a key that orders them all. */
export interface Authorizing {
  readonly key: string;
  readonly detail: {
    readonly user?: UserDetail;
    readonly group?: GroupDetail;
    readonly role?: RoleDetail;
    readonly policy?: ManagedPolicyDetail;
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountAuthorizationDetails.html */
export function everythingThatAuthorizes(store: IamStore, filter: readonly string[] | undefined): Authorizing[] {
  const wants = (kind: string): boolean => filter === undefined || filter.length === 0 || filter.includes(kind);
  const aws = awsManagedPolicyArns
    .map((arn) => store.policy(arn))
    .filter(({ arn }) => store.policyUse(arn).attached > 0);
  const all = [
    ...(wants("Group")
      ? [...store.groups.list()].map((group) => entry("group", group, groupDetail(store, group)))
      : []),
    ...(wants("LocalManagedPolicy")
      ? [...store.policies()].map((policy) => entry("policy", policy, policyDetail(store, policy)))
      : []),
    ...(wants("AWSManagedPolicy") ? aws.map((policy) => entry("policy", policy, policyDetail(store, policy))) : []),
    ...(wants("Role") ? [...store.roles.list()].map((role) => entry("role", role, roleDetail(store, role))) : []),
    ...(wants("User") ? [...store.users.list()].map((user) => entry("user", user, userDetail(store, user))) : []),
  ];
  return all.sort((a, b) => (a.key < b.key ? -1 : 1));
}

const entry = (kind: keyof Authorizing["detail"], { arn }: { readonly arn: string }, detail: object): Authorizing => ({
  key: `${kind}/${arn}`,
  detail: { [kind]: detail },
});

const inline = ({ inlinePolicies }: Identity): PolicyDetail[] =>
  Object.entries(inlinePolicies).map(([PolicyName, document]) => ({
    PolicyName,
    PolicyDocument: encodeDocument(document),
  }));

const attached = (store: IamStore, { attachedPolicyArns }: Identity) =>
  attachedPolicyArns.flatMap((arn) => {
    const policy = store.findPolicy(arn);
    return policy === undefined ? [] : { PolicyName: policy.name, PolicyArn: arn };
  });

const groupDetail = (store: IamStore, group: Identity): GroupDetail => ({
  ...describeGroup(group),
  GroupPolicyList: inline(group),
  AttachedManagedPolicies: attached(store, group),
});

const userDetail = (store: IamStore, user: Parameters<typeof describeUser>[0]): UserDetail => ({
  ...describeUser(user),
  UserPolicyList: inline(user),
  GroupList: [...user.groupNames],
  AttachedManagedPolicies: attached(store, user),
  Tags: writeTags(user.tags),
});

const roleDetail = (store: IamStore, role: Parameters<typeof describeRole>[0]): RoleDetail => ({
  ...describeRole(role),
  RolePolicyList: inline(role),
  AttachedManagedPolicies: attached(store, role),
  InstanceProfileList: [...store.instanceProfiles.list()]
    .filter(({ roleName }) => roleName === role.name)
    .map((profile) => describeProfile(store, profile)),
  Tags: writeTags(role.tags),
});

const policyDetail = (store: IamStore, policy: ManagedPolicy): ManagedPolicyDetail => ({
  ...describePolicy(store, policy),
  PolicyVersionList: policy.versions.map((version) => ({
    Document: encodeDocument(version.document),
    VersionId: version.id,
    IsDefaultVersion: version.id === policy.defaultVersionId,
    CreateDate: new Date(version.createdAt),
  })),
});
