import { noPolicyForLatest, permissionExists, revisionMismatch } from "../errors.ts";
import { onQualified } from "../function-name.ts";
import { latest } from "../model.ts";
import { permissionOf } from "../permission.ts";
import { policyRevision, revisePolicy } from "../policy-revision.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const addPermission: LambdaOperation<"AddPermission"> = {
  access: (input, scope) => ({
    ...onQualified("AddPermission")(input, scope),
    context: {
      "lambda:Principal": input.Principal,
      ...(input.FunctionUrlAuthType === undefined ? {} : { "lambda:FunctionUrlAuthType": input.FunctionUrlAuthType }),
    },
  }),

  run(call, input) {
    const { store } = call;
    const target = store.target(input.FunctionName, input.Qualifier);
    const { fn, qualifier, arn } = target;
    if (qualifier === latest) throw noPolicyForLatest();
    if (input.RevisionId !== undefined && input.RevisionId !== policyRevision(target)) {
      throw revisionMismatch("GetPolicy");
    }
    const before = store.permissions(fn.name, qualifier);
    if (before.some(({ sid }) => sid === input.StatementId)) throw permissionExists(input.StatementId);

    const permission = permissionOf(input, arn);
    store.putPermissions(fn.name, qualifier, [...before, permission]);
    revisePolicy(call, target);

    return { Statement: permission.statement };
  },
};
