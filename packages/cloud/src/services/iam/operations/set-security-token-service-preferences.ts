import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetSecurityTokenServicePreferences.html */
export const setSecurityTokenServicePreferences: IamOperation<"SetSecurityTokenServicePreferences"> = {
  access: () => ({ action: "iam:SetSecurityTokenServicePreferences", resource: "*" }),

  run({ store }, input) {
    store.changeSettings({ tokenVersion: input.GlobalEndpointTokenVersion });
  },
};
