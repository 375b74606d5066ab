import { accessTo } from "../access.ts";
import { encryptionOutput } from "../machines/encryption.ts";
import type { StatesOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeActivity.html */
export const describeActivity: StatesOperation<"DescribeActivity"> = {
  access: (input) => accessTo("DescribeActivity", input.activityArn),

  run({ store: { store } }, input) {
    const { arn, name, createdAt, encryption } = store.activity(input.activityArn ?? "");
    return {
      activityArn: arn,
      name,
      creationDate: new Date(createdAt),
      encryptionConfiguration: encryptionOutput(encryption),
    };
  },
};
