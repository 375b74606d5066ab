import type { Service } from "../../kernel/service.ts";
import { attachRolePolicy } from "./operations/attach-role-policy.ts";
import { createPolicy } from "./operations/create-policy.ts";
import { createPolicyVersion } from "./operations/create-policy-version.ts";
import { createRole } from "./operations/create-role.ts";
import { deletePolicy } from "./operations/delete-policy.ts";
import { deletePolicyVersion } from "./operations/delete-policy-version.ts";
import { deleteRole } from "./operations/delete-role.ts";
import { deleteRolePolicy } from "./operations/delete-role-policy.ts";
import { detachRolePolicy } from "./operations/detach-role-policy.ts";
import { getPolicy } from "./operations/get-policy.ts";
import { getPolicyVersion } from "./operations/get-policy-version.ts";
import { getRole } from "./operations/get-role.ts";
import { getRolePolicy } from "./operations/get-role-policy.ts";
import { listAttachedRolePolicies } from "./operations/list-attached-role-policies.ts";
import { listInstanceProfilesForRole } from "./operations/list-instance-profiles-for-role.ts";
import { listPolicies } from "./operations/list-policies.ts";
import { listPolicyVersions } from "./operations/list-policy-versions.ts";
import { listRolePolicies } from "./operations/list-role-policies.ts";
import { listRoleTags } from "./operations/list-role-tags.ts";
import { listRoles } from "./operations/list-roles.ts";
import { putRolePolicy } from "./operations/put-role-policy.ts";
import { tagRole } from "./operations/tag-role.ts";
import { untagRole } from "./operations/untag-role.ts";
import { updateAssumeRolePolicy } from "./operations/update-assume-role-policy.ts";
import { updateRole } from "./operations/update-role.ts";
import { IamStore } from "./store.ts";

/** AWS Identity and Access Management: roles and the policies that decide what they may do. */
export const iam: Service<IamStore> = {
  name: "iam",
  isGlobal: true,
  denial: { code: "AccessDenied", status: 403 },
  open: ({ database }) => new IamStore(database),
  resourcePolicy: (store, arn) => store.findRole(arn.split("/").at(-1) ?? "")?.trustPolicy,
  resourceMustAllow: ({ action }) => action.startsWith("sts:AssumeRole"),
  identityPolicies: (store, principal) => store.identityPolicies(principal),
  operations: {
    AttachRolePolicy: attachRolePolicy,
    CreatePolicy: createPolicy,
    CreatePolicyVersion: createPolicyVersion,
    CreateRole: createRole,
    DeletePolicy: deletePolicy,
    DeletePolicyVersion: deletePolicyVersion,
    DeleteRole: deleteRole,
    DeleteRolePolicy: deleteRolePolicy,
    DetachRolePolicy: detachRolePolicy,
    GetPolicy: getPolicy,
    GetPolicyVersion: getPolicyVersion,
    GetRole: getRole,
    GetRolePolicy: getRolePolicy,
    ListAttachedRolePolicies: listAttachedRolePolicies,
    ListInstanceProfilesForRole: listInstanceProfilesForRole,
    ListPolicies: listPolicies,
    ListPolicyVersions: listPolicyVersions,
    ListRolePolicies: listRolePolicies,
    ListRoleTags: listRoleTags,
    ListRoles: listRoles,
    PutRolePolicy: putRolePolicy,
    TagRole: tagRole,
    UntagRole: untagRole,
    UpdateAssumeRolePolicy: updateAssumeRolePolicy,
    UpdateRole: updateRole,
  },
};
