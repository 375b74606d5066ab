import type { PublicAccessBlockConfiguration } from "@aws-sdk/client-s3";
import type { Bucket } from "../model.ts";

/** The account that a bucket is in. */
export interface Owner {
  readonly account: string;
  readonly accountBlock: PublicAccessBlockConfiguration | undefined;
}

/**
 * What of the public is kept out of a bucket: what it says itself, and what its account says of all.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
 */
export function blockOf(
  { configurations }: Pick<Bucket, "configurations">,
  { accountBlock }: Owner,
): Required<PublicAccessBlockConfiguration> {
  const isOn = (setting: keyof PublicAccessBlockConfiguration): boolean =>
    configurations.publicAccessBlock?.[setting] === true || accountBlock?.[setting] === true;
  return {
    BlockPublicAcls: isOn("BlockPublicAcls"),
    IgnorePublicAcls: isOn("IgnorePublicAcls"),
    BlockPublicPolicy: isOn("BlockPublicPolicy"),
    RestrictPublicBuckets: isOn("RestrictPublicBuckets"),
  };
}
