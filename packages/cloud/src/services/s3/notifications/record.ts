import { header } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { ownerId } from "../access/owner.ts";
import { type Bucket, bucketArn } from "../model.ts";
import { encodeKey } from "../objects/encode-key.ts";
import type { S3Store } from "../store.ts";
import type { Happened } from "./happened.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
export function recordOf(call: Call<S3Store>, bucket: Bucket, configurationId: string, happened: Happened): object {
  const { event, key, bytes, etag, versionId, sequencer } = happened;
  return {
    // Versions 2.2 and 2.3 are those of replication, and of the newer families of events.
    eventVersion: event.startsWith("ObjectCreated") || event.startsWith("ObjectRemoved") ? "2.1" : "2.3",
    eventSource: "aws:s3",
    awsRegion: bucket.region,
    eventTime: new Date(call.clock.now()).toISOString(),
    eventName: event,
    userIdentity: { principalId: principalId(call) },
    requestParameters: { sourceIPAddress: sourceAddress(call) },
    responseElements: { "x-amz-request-id": call.requestId, "x-amz-id-2": call.ids.bytes(48).toString("base64") },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId,
      bucket: {
        name: bucket.name,
        ownerIdentity: { principalId: ownerId(call.account) },
        arn: bucketArn(bucket.name),
      },
      object: {
        key: encodeKey(key),
        ...(bytes === undefined ? {} : { size: bytes }),
        ...(etag === undefined ? {} : { eTag: etag }),
        ...(versionId === undefined ? {} : { versionId }),
        sequencer,
      },
    },
  };
}

export const sourceAddress = (call: Call<S3Store>): string => header(call, "x-forwarded-for") ?? "127.0.0.1";

const principalId = ({ principal }: Call<S3Store>): string =>
  "userId" in principal ? `AWS:${principal.userId}` : "Anonymous";
