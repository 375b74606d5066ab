import { permissionExists, revisionMismatch } from "../errors.ts";
import { readFunctionName } from "../function-name.ts";
import { functionArn } from "../model.ts";
import type { LambdaOperation, Shapes } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const addPermission: LambdaOperation<"AddPermission"> = {
  access: (input, scope) => ({
    action: "lambda:AddPermission",
    resource: functionArn(scope, readFunctionName(input.FunctionName, input.Qualifier).name),
    context: { "lambda:Principal": input.Principal },
  }),

  run({ store, ids }, input) {
    const fn = store.function(input.FunctionName, input.Qualifier);
    if (input.RevisionId !== undefined && input.RevisionId !== fn.revisionId) throw revisionMismatch();
    const { StatementId: sid } = input;
    if (fn.permissions.some((permission) => permission.sid === sid)) throw permissionExists(sid);

    const statement = JSON.stringify(statementOf(input, fn.arn));
    store.putPermissions(fn, [...fn.permissions, { sid, statement }], ids.uuid());

    return { Statement: statement };
  },
};

function statementOf(input: Shapes["AddPermission"]["input"], arn: string): object {
  const conditions = {
    ...(input.SourceAccount === undefined ? {} : { StringEquals: { "AWS:SourceAccount": input.SourceAccount } }),
    ...(input.PrincipalOrgID === undefined ? {} : { StringEquals: { "aws:PrincipalOrgID": input.PrincipalOrgID } }),
    ...(input.FunctionUrlAuthType === undefined
      ? {}
      : { StringEquals: { "lambda:FunctionUrlAuthType": input.FunctionUrlAuthType } }),
    ...(input.SourceArn === undefined ? {} : { ArnLike: { "AWS:SourceArn": input.SourceArn } }),
  };
  return {
    Sid: input.StatementId,
    Effect: "Allow",
    Principal: principalOf(input.Principal),
    Action: input.Action,
    Resource: arn,
    ...(Object.keys(conditions).length === 0 ? {} : { Condition: conditions }),
  };
}

function principalOf(principal: string): unknown {
  if (principal === "*") return "*";
  if (principal.includes(".amazonaws.com")) return { Service: principal };
  return { AWS: /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal };
}
