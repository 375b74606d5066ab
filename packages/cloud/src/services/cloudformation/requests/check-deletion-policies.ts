import { formatError, templateError } from "../errors.ts";
import { isKnownType, resourceType } from "../resources/resource-types.ts";
import type { ResourceDeclaration } from "../templates/template.ts";

const replacePolicies = ["Delete", "Retain", "Snapshot"];
const policies = {
  DeletionPolicy: [...replacePolicies, "RetainExceptOnCreate"],
  UpdateReplacePolicy: replacePolicies,
} as const;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html */
export function checkDeletionPolicies(declared: ResourceDeclaration): void {
  const { logicalId, type, deletionPolicy, updateReplacePolicy } = declared;
  const given = { DeletionPolicy: deletionPolicy, UpdateReplacePolicy: updateReplacePolicy };
  for (const member of ["DeletionPolicy", "UpdateReplacePolicy"] as const) {
    const policy = given[member];
    if (policy === undefined) continue;
    if (typeof policy !== "string") throw formatError(`Every ${member} member must be a string.`);
    if (!policies[member].includes(policy)) {
      throw formatError(`Unrecognized ${member} ${policy} for resource ${logicalId}`);
    }
  }
  if (deletionPolicy !== "Snapshot" || !isKnownType(type)) return;
  if (resourceType(type).handler.snapshot === undefined) {
    throw templateError(`resource type ${type} does not support deletion policy Snapshot`);
  }
}
