import { checkPolicy } from "../policy-grammar.ts";
import type { IamOperation } from "../shapes.ts";
import { policiesOfSource } from "../simulation/policies-of-source.ts";
import { managedPolicy, simulate } from "../simulation/simulate.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
export const simulatePrincipalPolicy: IamOperation<"SimulatePrincipalPolicy"> = {
  access: (input) => ({ action: "iam:SimulatePrincipalPolicy", resource: input.PolicySourceArn }),

  run({ store, account }, input) {
    const { sources, boundary } = policiesOfSource(store, input.PolicySourceArn);
    const extra = (input.PolicyInputList ?? []).map((document, at) => ({
      id: `PolicyInputList.${at + 1}`,
      type: managedPolicy,
      document: checkPolicy(document, { kind: "permissions" }),
    }));
    const boundaries = input.PermissionsBoundaryPolicyInputList ?? (boundary === undefined ? [] : [boundary]);
    const callerArn = input.CallerArn ?? input.PolicySourceArn;

    return simulate({
      input: { ...input, CallerArn: callerArn },
      account,
      sources: [...sources, ...extra],
      boundaries,
    });
  },
};
