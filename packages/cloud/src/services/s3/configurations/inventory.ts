import type { InventoryConfiguration } from "@aws-sdk/client-s3";
import { malformedXml, otherError } from "../errors.ts";
import { listedConfiguration } from "./listed.ts";

const formats = new Set(["CSV", "ORC", "Parquet"]);
const frequencies = new Set(["Daily", "Weekly"]);
const versions = new Set(["All", "Current"]);
const fields = new Set([
  "Size",
  "LastModifiedDate",
  "StorageClass",
  "ETag",
  "IsMultipartUploaded",
  "ReplicationStatus",
  "EncryptionStatus",
  "ObjectLockRetainUntilDate",
  "ObjectLockMode",
  "ObjectLockLegalHoldStatus",
  "IntelligentTieringAccessTier",
  "BucketKeyStatus",
  "ChecksumAlgorithm",
  "ObjectAccessControlList",
  "ObjectOwner",
  "LifecycleExpirationDate",
]);

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketInventoryConfiguration.html */
export const inventory = listedConfiguration({
  name: "inventory",
  rights: { put: "s3:PutInventoryConfiguration", get: "s3:GetInventoryConfiguration" },
  member: "InventoryConfiguration",
  list: "InventoryConfigurationList",
  check(document: InventoryConfiguration, id) {
    const destination = document.Destination?.S3BucketDestination;
    const isValid =
      formats.has(destination?.Format ?? "") &&
      frequencies.has(document.Schedule?.Frequency ?? "") &&
      versions.has(document.IncludedObjectVersions ?? "") &&
      (document.OptionalFields ?? []).every((field) => fields.has(field));
    if (!isValid) throw malformedXml();
    if (document.Id !== id) {
      throw otherError("IdMismatch", 400, "Document ID does not match the specified configuration ID.");
    }
    if (!/^arn:aws[\w-]*:s3:::./.test(destination?.Bucket ?? "")) {
      throw otherError("InvalidS3DestinationBucket", 400, "Invalid bucket ARN.");
    }
  },
});
