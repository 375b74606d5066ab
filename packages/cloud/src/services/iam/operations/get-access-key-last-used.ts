import { noSuch } from "../errors.ts";
import type { IamOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html */
export const getAccessKeyLastUsed: IamOperation<"GetAccessKeyLastUsed"> = {
  access: () => ({ action: "iam:GetAccessKeyLastUsed", resource: "*" }),

  run({ store, credentials }, input) {
    const user = store.accessKeyOwner(input.AccessKeyId);
    if (user === undefined) throw noSuch.accessKey(input.AccessKeyId);
    const used = credentials.lastUse(input.AccessKeyId);

    return {
      UserName: user.name,
      AccessKeyLastUsed: {
        ServiceName: used?.service ?? "N/A",
        Region: used?.region ?? "N/A",
        LastUsedDate: used === undefined ? undefined : new Date(used.at),
      },
    };
  },
};
