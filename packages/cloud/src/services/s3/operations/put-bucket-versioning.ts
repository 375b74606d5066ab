import { illegalVersioning, invalidBucketState, malformedXml } from "../errors.ts";
import { bucketArn } from "../model.ts";
import { isLockable } from "../objects/lock.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
export const putBucketVersioning: S3Operation<"PutBucketVersioning"> = {
  access: (input) => ({ action: "s3:PutBucketVersioning", resource: bucketArn(input.Bucket) }),

  run({ store }, input) {
    const bucket = store.bucket(input.Bucket);
    const status = input.VersioningConfiguration?.Status;
    if (status === undefined) throw illegalVersioning();
    if (status !== "Enabled" && status !== "Suspended") throw malformedXml();
    if (status === "Suspended" && isLockable(bucket)) {
      throw invalidBucketState(
        "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
      );
    }
    if (status === "Suspended" && bucket.configurations.replication !== undefined) {
      throw invalidBucketState(
        "A replication configuration is present on this bucket, so the versioning state cannot be changed.",
      );
    }

    store.putBucket({ ...bucket, versioning: status });
  },
};
