import { mfaDeviceInUse } from "../errors.ts";
import { type IamOperation, onEntity } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteVirtualMFADevice.html */
export const deleteVirtualMFADevice: IamOperation<"DeleteVirtualMFADevice"> = {
  access: (input, _, store) =>
    onEntity("DeleteVirtualMFADevice", store.mfaDevices.find(input.SerialNumber), input.SerialNumber),

  run({ store }, input) {
    const device = store.mfaDevices.get(input.SerialNumber);
    if (device.userName !== undefined) throw mfaDeviceInUse();

    store.mfaDevices.delete(device);
  },
};
