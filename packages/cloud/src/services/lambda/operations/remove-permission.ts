import { noPolicy, noSuchStatement, revisionMismatch } from "../errors.ts";
import { readFunctionName } from "../function-name.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
export const removePermission: LambdaOperation<"RemovePermission"> = {
  access: (input, scope) => ({
    action: "lambda:RemovePermission",
    resource: functionArn(scope, readFunctionName(input.FunctionName, input.Qualifier).name),
  }),

  run({ store, ids }, input) {
    const fn = store.function(input.FunctionName, input.Qualifier);
    if (fn.permissions.length === 0) throw noPolicy();
    if (input.RevisionId !== undefined && input.RevisionId !== fn.revisionId) throw revisionMismatch();
    const permissions = fn.permissions.filter((permission) => permission.sid !== input.StatementId);
    if (permissions.length === fn.permissions.length) throw noSuchStatement(input.StatementId);

    store.putPermissions(fn, permissions, ids.uuid());
  },
};
