import { checkAccount } from "../account-block.ts";
import type { S3ControlOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutPublicAccessBlock.html */
export const putPublicAccessBlock: S3ControlOperation<"PutPublicAccessBlock"> = {
  access: () => ({ action: "s3:PutAccountPublicAccessBlock", resource: "*" }),

  run({ store }, { AccountId, PublicAccessBlockConfiguration: block }) {
    checkAccount(store, AccountId);
    store.putAccountBlock({
      BlockPublicAcls: block.BlockPublicAcls ?? false,
      IgnorePublicAcls: block.IgnorePublicAcls ?? false,
      BlockPublicPolicy: block.BlockPublicPolicy ?? false,
      RestrictPublicBuckets: block.RestrictPublicBuckets ?? false,
    });
  },
};
