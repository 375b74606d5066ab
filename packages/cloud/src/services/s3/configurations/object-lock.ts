import { invalidBucketState, malformedXml, noSuchBucketConfiguration } from "../errors.ts";
import { isMode } from "../objects/lock.ts";
import type { Shapes } from "../shapes.ts";
import { singleConfiguration } from "./single.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html */
export const objectLock = singleConfiguration({
  name: "objectLock",
  rights: { put: "s3:PutBucketObjectLockConfiguration", get: "s3:GetBucketObjectLockConfiguration" },
  read: (input: Shapes["PutObjectLockConfiguration"]["input"]) => input.ObjectLockConfiguration,
  write: (document) => ({ ObjectLockConfiguration: document }),
  missing: (bucket) =>
    noSuchBucketConfiguration(
      "ObjectLockConfigurationNotFoundError",
      "Object Lock configuration does not exist for this bucket",
      bucket,
    ),
  check(document, _, bucket) {
    if (document.ObjectLockEnabled !== "Enabled") throw malformedXml();
    if (bucket.versioning !== "Enabled") {
      throw invalidBucketState("Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
    }
    if (document.Rule !== undefined) {
      const { Mode: mode, Days: days, Years: years } = document.Rule.DefaultRetention ?? {};
      const periods = [days, years].filter((period) => period !== undefined);
      if (!isMode(mode) || periods.length !== 1 || periods.some((period) => period < 1)) throw malformedXml();
    }
    return document;
  },
});
