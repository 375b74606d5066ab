import { resourceOf } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_GetDataProtectionPolicy.html */
export const getDataProtectionPolicy: SnsOperation<"GetDataProtectionPolicy"> = {
  access: (input) => ({ action: "sns:GetDataProtectionPolicy", resource: resourceOf(input.ResourceArn) }),

  run({ store }, { ResourceArn }) {
    const { dataProtectionPolicy } = store.topic(ResourceArn, "ResourceArn");
    return dataProtectionPolicy === undefined ? {} : { DataProtectionPolicy: dataProtectionPolicy };
  },
};
