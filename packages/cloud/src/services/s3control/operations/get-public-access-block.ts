import { AwsError } from "@millrace/wire";
import { checkAccount } from "../account-block.ts";
import type { S3ControlOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html */
export const getPublicAccessBlock: S3ControlOperation<"GetPublicAccessBlock"> = {
  access: () => ({ action: "s3:GetAccountPublicAccessBlock", resource: "*" }),

  run({ store }, { AccountId }) {
    checkAccount(store, AccountId);
    if (store.accountBlock === undefined) {
      throw new AwsError(
        "NoSuchPublicAccessBlockConfiguration",
        "The public access block configuration was not found",
        { status: 404, fields: { AccountId: store.account } },
      );
    }
    return { PublicAccessBlockConfiguration: store.accountBlock };
  },
};
