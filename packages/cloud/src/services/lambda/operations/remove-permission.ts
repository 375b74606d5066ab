import { noPolicyThere, noSuchStatement, revisionMismatch } from "../errors.ts";
import { onQualified } from "../function-name.ts";
import { policyRevision, revisePolicy } from "../policy-revision.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
export const removePermission: LambdaOperation<"RemovePermission"> = {
  access: onQualified("RemovePermission"),

  run(call, input) {
    const { store } = call;
    const target = store.target(input.FunctionName, input.Qualifier);
    const { fn, qualifier } = target;
    const before = store.permissions(fn.name, qualifier);
    if (before.length === 0) throw noPolicyThere();
    if (input.RevisionId !== undefined && input.RevisionId !== policyRevision(target)) {
      throw revisionMismatch("GetPolicy");
    }
    const permissions = before.filter(({ sid }) => sid !== input.StatementId);
    if (permissions.length === before.length) throw noSuchStatement(input.StatementId);

    store.putPermissions(fn.name, qualifier, permissions);
    revisePolicy(call, target);
  },
};
