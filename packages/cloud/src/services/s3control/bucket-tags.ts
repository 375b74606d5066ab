import { parseArn } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import type { Call } from "../../kernel/operation.ts";
import type { AccountBlock } from "./account-block.ts";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** The bucket that an ARN names: no other resource has tags here. Throws InvalidRequest. */
export function bucketOf(resourceArn: string): string {
  const arn = parseArn(resourceArn);
  if (arn?.service === "s3" && arn.resource !== "" && !arn.resource.includes("/")) return arn.resource;
  throw new AwsError("InvalidRequest", "The specified resource ARN is not valid.", { status: 400 });
}

/** A bucket's tags, read with the caller's own rights. */
export async function readTags({ aws, principal }: Call<AccountBlock>, bucket: string): Promise<Tag[]> {
  try {
    const { TagSet = [] } = await aws.call("s3", "GetBucketTagging", { Bucket: bucket }, { principal });
    return TagSet.map(({ Key = "", Value = "" }) => ({ Key, Value }));
  } catch (error) {
    if (error instanceof AwsError && error.code === "NoSuchTagSet") return [];
    throw error;
  }
}

/** Puts a bucket's tags in the place of those it has, with the caller's own rights. */
export async function writeTags(
  { aws, principal }: Call<AccountBlock>,
  bucket: string,
  tags: readonly Tag[],
): Promise<void> {
  await aws.call("s3", "PutBucketTagging", { Bucket: bucket, Tagging: { TagSet: [...tags] } }, { principal });
}
