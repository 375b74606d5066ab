import { upperAlphanumeric } from "@millrace/core";
import { mfaDeviceExists } from "../errors.ts";
import { arnOf, type IamOperation } from "../shapes.ts";
import { readTags, tagContext } from "../tags/tags.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateVirtualMFADevice.html */
export const createVirtualMFADevice: IamOperation<"CreateVirtualMFADevice"> = {
  access: (input, scope) => ({
    action: "iam:CreateVirtualMFADevice",
    resource: arnOf("mfa", scope, input.VirtualMFADeviceName, input.Path),
    context: tagContext(input.Tags),
  }),

  run({ store, account, ids }, input) {
    const arn = arnOf("mfa", { account }, input.VirtualMFADeviceName, input.Path);
    if (store.mfaDevices.find(arn) !== undefined) throw mfaDeviceExists();

    store.mfaDevices.put({ arn, tags: readTags(input.Tags) });

    const seed = Buffer.from(ids.text(64, upperAlphanumeric));
    return { VirtualMFADevice: { SerialNumber: arn, Base32StringSeed: seed } };
  },
};
