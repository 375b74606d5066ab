import type { Access } from "../../../kernel/operation.ts";
import { beginRoleSession, checkRoleArn } from "../session.ts";
import type { Shapes, StsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRole: StsOperation<"AssumeRole"> = {
  access(input) {
    const context = contextOf(input);
    const actions = [
      "sts:AssumeRole",
      ...(input.Tags?.length ? ["sts:TagSession"] : []),
      ...(input.SourceIdentity === undefined ? [] : ["sts:SetSourceIdentity"]),
    ];
    return actions.map((action) => ({ action, resource: input.RoleArn, context }));
  },

  run(call, input) {
    checkRoleArn(input.RoleArn);
    return beginRoleSession(call, input);
  },
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-sts */
const contextOf = (input: Shapes["AssumeRole"]["input"]): NonNullable<Access["context"]> => ({
  "sts:RoleSessionName": input.RoleSessionName,
  ...(input.ExternalId === undefined ? {} : { "sts:ExternalId": input.ExternalId }),
  ...(input.SourceIdentity === undefined ? {} : { "sts:SourceIdentity": input.SourceIdentity }),
  ...(input.TransitiveTagKeys === undefined ? {} : { "sts:TransitiveTagKeys": input.TransitiveTagKeys }),
  ...(input.Tags === undefined ? {} : { "aws:TagKeys": input.Tags.map(({ Key = "" }) => Key) }),
  ...Object.fromEntries((input.Tags ?? []).map(({ Key = "", Value = "" }) => [`aws:RequestTag/${Key}`, Value])),
});
