import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ResyncMFADevice.html */
export const resyncMFADevice: IamOperation<"ResyncMFADevice"> = {
  access: (input, scope, store) =>
    onEntity("ResyncMFADevice", store.users.find(input.UserName), arnOf("user", scope, input.UserName)),

  run({ store }, input) {
    store.mfaDevices.get(input.SerialNumber);
  },
};
