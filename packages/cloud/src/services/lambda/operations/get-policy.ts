import { nothingThere } from "../errors.ts";
import { onQualified } from "../function-name.ts";
import { policyText } from "../model.ts";
import { policyRevision } from "../policy-revision.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const getPolicy: LambdaOperation<"GetPolicy"> = {
  access: onQualified("GetPolicy"),

  run({ store }, input) {
    const target = store.target(input.FunctionName, input.Qualifier);
    const Policy = policyText(store.permissions(target.fn.name, target.qualifier));
    if (Policy === undefined) throw nothingThere();

    return { Policy, RevisionId: policyRevision(target) };
  },
};
