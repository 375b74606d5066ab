import { checkPolicy } from "../policy-grammar.ts";
import type { IamOperation } from "../shapes.ts";
import { policiesOfSource } from "../simulation/policies-of-source.ts";
import { contextKeysOf } from "../simulation/simulate.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForPrincipalPolicy.html */
export const getContextKeysForPrincipalPolicy: IamOperation<"GetContextKeysForPrincipalPolicy"> = {
  access: (input) => ({ action: "iam:GetContextKeysForPrincipalPolicy", resource: input.PolicySourceArn }),

  run({ store }, input) {
    const { sources } = policiesOfSource(store, input.PolicySourceArn);
    const extra = (input.PolicyInputList ?? []).map((document) => checkPolicy(document, { kind: "permissions" }));

    return { ContextKeyNames: contextKeysOf([...sources.map(({ document }) => document), ...extra]) };
  },
};
