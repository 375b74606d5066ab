import { noPolicy } from "../errors.ts";
import { readFunctionName } from "../function-name.ts";
import { functionArn, policyText } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const getPolicy: LambdaOperation<"GetPolicy"> = {
  access: (input, scope) => ({
    action: "lambda:GetPolicy",
    resource: functionArn(scope, readFunctionName(input.FunctionName, input.Qualifier).name),
  }),

  run({ store }, input) {
    const fn = store.function(input.FunctionName, input.Qualifier);
    const Policy = policyText(fn);
    if (Policy === undefined) throw noPolicy();

    return { Policy, RevisionId: fn.revisionId };
  },
};
