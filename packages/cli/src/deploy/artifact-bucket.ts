import { type BucketLocationConstraint, CreateBucketCommand, HeadBucketCommand } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { Clients } from "../target.ts";
import { unless } from "./is-error.ts";

/** The account's own bucket for what deployments need, made where there is none. */
export async function artifactBucket(region: string, { s3, sts }: Clients): Promise<string> {
  const { Account = "" } = await sts.send(new GetCallerIdentityCommand({}));
  const bucket = `millrace-artifacts-${Account}-${region}`;
  if ((await unless(s3.send(new HeadBucketCommand({ Bucket: bucket })), "NotFound")) === undefined) {
    // The first region of AWS is the one that may not be named.
    const LocationConstraint = region as BucketLocationConstraint;
    const place = region === "us-east-1" ? {} : { CreateBucketConfiguration: { LocationConstraint } };
    await s3.send(new CreateBucketCommand({ Bucket: bucket, ...place }));
  }
  return bucket;
}
