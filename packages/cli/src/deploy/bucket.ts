import { type BucketLocationConstraint, CreateBucketCommand, HeadBucketCommand } from "@aws-sdk/client-s3";
import type { BucketResource } from "@millrace/plan";
import type { Clients } from "./clients.ts";
import type { Change } from "./deploy.ts";
import { unless } from "./is-error.ts";

export async function putBucket({ name }: BucketResource, region: string, { s3 }: Clients): Promise<Change> {
  if ((await unless(s3.send(new HeadBucketCommand({ Bucket: name })), "NotFound")) !== undefined) return "unchanged";
  // The first region of AWS is the one that may not be named.
  const place =
    region === "us-east-1"
      ? {}
      : { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } };
  await s3.send(new CreateBucketCommand({ Bucket: name, ...place }));
  return "created";
}
