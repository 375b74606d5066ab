import { userArn } from "../owner.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeactivateMFADevice.html */
export const deactivateMFADevice: IamOperation<"DeactivateMFADevice"> = {
  access: (input, scope, store) => ({
    action: "iam:DeactivateMFADevice",
    resource: userArn(store, scope.account, input.UserName),
  }),

  run({ store }, input) {
    const device = store.mfaDevices.get(input.SerialNumber);

    store.mfaDevices.put({ ...device, userName: undefined, enabledAt: undefined });
  },
};
