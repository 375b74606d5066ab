import type { EntityType } from "@aws-sdk/client-iam";
import type { Identity } from "../model.ts";
import { type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html */
export const listEntitiesForPolicy: IamOperation<"ListEntitiesForPolicy"> = {
  access: (input, _, store) => onEntity("ListEntitiesForPolicy", store.findPolicy(input.PolicyArn), input.PolicyArn),

  run({ store }, input) {
    const { arn } = store.policy(input.PolicyArn);
    const usesIt = ({ attachedPolicyArns, boundaryArn, path }: Identity): boolean => {
      if (!path.startsWith(input.PathPrefix ?? "/")) return false;
      if (input.PolicyUsageFilter === "PermissionsBoundary") return boundaryArn === arn;
      if (input.PolicyUsageFilter === "PermissionsPolicy") return attachedPolicyArns.includes(arn);
      return attachedPolicyArns.includes(arn) || boundaryArn === arn;
    };
    const wants = (kind: EntityType): boolean => input.EntityFilter === undefined || input.EntityFilter === kind;

    return {
      PolicyRoles: wants("Role")
        ? [...store.roles.list()].filter(usesIt).map(({ name, id }) => ({ RoleName: name, RoleId: id }))
        : [],
      PolicyUsers: wants("User")
        ? [...store.users.list()].filter(usesIt).map(({ name, id }) => ({ UserName: name, UserId: id }))
        : [],
      PolicyGroups: wants("Group")
        ? [...store.groups.list()].filter(usesIt).map(({ name, id }) => ({ GroupName: name, GroupId: id }))
        : [],
      IsTruncated: false,
    };
  },
};
