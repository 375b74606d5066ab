import { checkPolicy } from "../policy-grammar.ts";
import type { IamOperation } from "../shapes.ts";
import { contextKeysOf } from "../simulation/simulate.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html */
export const getContextKeysForCustomPolicy: IamOperation<"GetContextKeysForCustomPolicy"> = {
  access: () => ({ action: "iam:GetContextKeysForCustomPolicy", resource: "*" }),

  run: (_, input) => ({
    ContextKeyNames: contextKeysOf(
      input.PolicyInputList.map((document) => checkPolicy(document, { kind: "permissions" })),
    ),
  }),
};
