import { checkPolicy } from "../policy-grammar.ts";
import type { IamOperation } from "../shapes.ts";
import { managedPolicy, simulate } from "../simulation/simulate.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html */
export const simulateCustomPolicy: IamOperation<"SimulateCustomPolicy"> = {
  access: () => ({ action: "iam:SimulateCustomPolicy", resource: "*" }),

  run({ account }, input) {
    const sources = input.PolicyInputList.map((document, at) => ({
      id: `PolicyInputList.${at + 1}`,
      type: managedPolicy,
      document: checkPolicy(document, { kind: "permissions" }),
    }));

    return simulate({ input, account, sources, boundaries: input.PermissionsBoundaryPolicyInputList ?? [] });
  },
};
