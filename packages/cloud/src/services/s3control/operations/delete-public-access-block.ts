import { checkAccount } from "../account-block.ts";
import type { S3ControlOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_DeletePublicAccessBlock.html */
export const deletePublicAccessBlock: S3ControlOperation<"DeletePublicAccessBlock"> = {
  // It has no action of its own.
  access: () => ({ action: "s3:PutAccountPublicAccessBlock", resource: "*" }),

  run({ store }, { AccountId }) {
    checkAccount(store, AccountId);
    store.deleteAccountBlock();
  },
};
