import type { GrantListEntry } from "@aws-sdk/client-kms";
import type { Scope } from "../../../kernel/operation.ts";
import { type Grant, keyArn } from "../model.ts";

export const grantOutput = (scope: Scope, grant: Grant): GrantListEntry => ({
  KeyId: keyArn(scope, grant.keyId),
  GrantId: grant.id,
  Name: grant.name ?? "",
  CreationDate: new Date(grant.createdAt),
  GranteePrincipal: grant.grantee,
  RetiringPrincipal: grant.retiring,
  IssuingAccount: `arn:aws:iam::${scope.account}:root`,
  Operations: [...grant.operations],
  Constraints: grant.constraints,
});
