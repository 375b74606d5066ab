import { noSuchResource } from "../errors.ts";
import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_DeleteSMSSandboxPhoneNumber.html */
export const deleteSmsSandboxPhoneNumber: SnsOperation<"DeleteSMSSandboxPhoneNumber"> = {
  access: () => ({ action: "sns:DeleteSMSSandboxPhoneNumber", resource: "*" }),

  run({ store }, { PhoneNumber: number = "" }) {
    const { [number]: found, ...rest } = store.setting("sandbox");
    if (found === undefined) throw noSuchResource();

    store.putSetting("sandbox", rest);
    return {};
  },
};
