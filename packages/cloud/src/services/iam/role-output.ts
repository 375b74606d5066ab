import type { Role as RoleShape } from "@aws-sdk/client-iam";
import { encodeDocument, type Role, writeTags } from "./model.ts";

/** A role as GetRole and its kin answer it. */
export const describeRole = (role: Role): RoleShape => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: role.arn,
  CreateDate: new Date(role.createdAt),
  AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
  MaxSessionDuration: role.maxSessionSeconds,
  ...(role.description === undefined ? {} : { Description: role.description }),
  ...(role.boundaryArn === undefined
    ? {}
    : {
        PermissionsBoundary: {
          PermissionsBoundaryType: "PermissionsBoundaryPolicy",
          PermissionsBoundaryArn: role.boundaryArn,
        },
      }),
  ...(Object.keys(role.tags).length === 0 ? {} : { Tags: writeTags(role.tags) }),
});
