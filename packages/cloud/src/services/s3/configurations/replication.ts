import type { ReplicationRule } from "@aws-sdk/client-s3";
import { parseArn } from "@millrace/core";
import { invalidArgument, invalidRequest, malformedXml, noSuchBucketConfiguration } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import type { S3Store } from "../store.ts";
import { singleConfiguration } from "./single.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html */
export const replication = singleConfiguration({
  name: "replication",
  rights: { put: "s3:PutReplicationConfiguration", get: "s3:GetReplicationConfiguration" },
  read: (input: Shapes["PutBucketReplication"]["input"]) => input.ReplicationConfiguration,
  write: (document) => ({ ReplicationConfiguration: document }),
  missing: (bucket) =>
    noSuchBucketConfiguration(
      "ReplicationConfigurationNotFoundError",
      "The replication configuration was not found",
      bucket,
    ),
  check(document, { store }, bucket) {
    if (bucket.versioning !== "Enabled") {
      throw invalidRequest("Versioning must be 'Enabled' on the bucket to apply a replication configuration");
    }
    const rules = document.Rules ?? [];
    if (rules.length === 0 || document.Role === undefined) throw malformedXml();
    for (const rule of rules) checkDestination(store, rule);
    return document;
  },
});

function checkDestination(store: S3Store, { Destination: destination }: ReplicationRule): void {
  const arn = parseArn(destination?.Bucket ?? "");
  if (arn?.service !== "s3") throw invalidArgument("Invalid bucket ARN", "Bucket", destination?.Bucket);
  if (store.findBucket(arn.resource)?.versioning !== "Enabled") {
    throw invalidRequest("Destination bucket must have versioning enabled.");
  }
}
