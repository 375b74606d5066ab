import type { PublicAccessBlockConfiguration } from "@aws-sdk/client-s3";
import { noSuchBucketConfiguration } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import { singleConfiguration } from "./single.ts";

/** What new buckets have since April 2023: https://docs.aws.amazon.com/AmazonS3/latest/userguide/create-bucket-faq.html */
export const blockAll: Required<PublicAccessBlockConfiguration> = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
export const publicAccessBlock = singleConfiguration({
  name: "publicAccessBlock",
  rights: { put: "s3:PutBucketPublicAccessBlock", get: "s3:GetBucketPublicAccessBlock" },
  read: (input: Shapes["PutPublicAccessBlock"]["input"]) => input.PublicAccessBlockConfiguration,
  write: (document) => ({ PublicAccessBlockConfiguration: document }),
  missing: (bucket) =>
    noSuchBucketConfiguration(
      "NoSuchPublicAccessBlockConfiguration",
      "The public access block configuration was not found",
      bucket,
    ),
  // What a document leaves out is off.
  check: (document) => ({
    BlockPublicAcls: document.BlockPublicAcls ?? false,
    IgnorePublicAcls: document.IgnorePublicAcls ?? false,
    BlockPublicPolicy: document.BlockPublicPolicy ?? false,
    RestrictPublicBuckets: document.RestrictPublicBuckets ?? false,
  }),
});
