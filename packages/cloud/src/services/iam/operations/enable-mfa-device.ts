import { arnOf, type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_EnableMFADevice.html */
export const enableMFADevice: IamOperation<"EnableMFADevice"> = {
  access: (input, scope, store) =>
    onEntity("EnableMFADevice", store.users.find(input.UserName), arnOf("user", scope, input.UserName)),

  run({ store, clock }, input) {
    const user = store.users.get(input.UserName);
    const device = store.mfaDevices.get(input.SerialNumber);

    store.mfaDevices.put({ ...device, userName: user.name, enabledAt: clock.now() });
  },
};
