import { invalidRequest, otherError } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import { singleConfiguration } from "./single.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html */
export const logging = singleConfiguration({
  name: "logging",
  rights: { put: "s3:PutBucketLogging", get: "s3:GetBucketLogging" },
  // An empty status switches logging off.
  read: (input: Shapes["PutBucketLogging"]["input"]) =>
    input.BucketLoggingStatus === undefined
      ? undefined
      : (input.BucketLoggingStatus.LoggingEnabled ?? { TargetBucket: undefined, TargetPrefix: undefined }),
  write: (document) => ({ LoggingEnabled: document }),
  missing: () => ({}),
  check(document, { store }, bucket) {
    if (document.TargetBucket === undefined) return undefined;
    const target = store.findBucket(document.TargetBucket);
    if (target === undefined) {
      throw otherError("InvalidTargetBucketForLogging", 400, "The target bucket for logging does not exist", {
        TargetBucket: document.TargetBucket,
      });
    }
    if (target.region !== bucket.region) {
      throw otherError("CrossLocationLoggingProhibitted", 403, "Cross S3 location logging not allowed. ", {
        ...(bucket.region === "us-east-1" ? {} : { SourceBucketLocation: bucket.region }),
        TargetBucketLocation: target.region,
      });
    }
    if (document.TargetPrefix === undefined) throw invalidRequest("The target prefix for logging is missing");
    return document;
  },
});
