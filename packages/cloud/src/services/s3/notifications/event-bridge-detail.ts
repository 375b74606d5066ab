import type { Call } from "../../../kernel/operation.ts";
import type { Bucket } from "../model.ts";
import type { S3Store } from "../store.ts";
import type { EventName } from "./events.ts";
import type { Happened } from "./happened.ts";
import { sourceAddress } from "./record.ts";

/** How EventBridge calls an event, and what it says of its cause. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
const types: Readonly<Record<EventName, readonly [type: string, facts: object]>> = {
  "ObjectCreated:Put": ["Object Created", { reason: "PutObject" }],
  "ObjectCreated:Post": ["Object Created", { reason: "POST Object" }],
  "ObjectCreated:Copy": ["Object Created", { reason: "CopyObject" }],
  "ObjectCreated:CompleteMultipartUpload": ["Object Created", { reason: "CompleteMultipartUpload" }],
  "ObjectRemoved:Delete": ["Object Deleted", { reason: "DeleteObject", "deletion-type": "Permanently Deleted" }],
  "ObjectRemoved:DeleteMarkerCreated": [
    "Object Deleted",
    { reason: "DeleteObject", "deletion-type": "Delete Marker Created" },
  ],
  "LifecycleExpiration:Delete": [
    "Object Deleted",
    { reason: "Lifecycle Expiration", "deletion-type": "Permanently Deleted" },
  ],
  "LifecycleExpiration:DeleteMarkerCreated": [
    "Object Deleted",
    { reason: "Lifecycle Expiration", "deletion-type": "Delete Marker Created" },
  ],
  "ObjectTagging:Put": ["Object Tags Added", {}],
  "ObjectTagging:Delete": ["Object Tags Deleted", {}],
  "ObjectAcl:Put": ["Object ACL Updated", {}],
  "ObjectRestore:Post": ["Object Restore Initiated", {}],
  "ObjectRestore:Completed": ["Object Restore Completed", {}],
};

export const detailType = (event: EventName): string | undefined => types[event][0];

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-mapping-troubleshooting.html */
export const detailOf = (call: Call<S3Store>, bucket: Bucket, happened: Happened): object => ({
  version: "0",
  bucket: { name: bucket.name },
  object: {
    key: happened.key,
    ...(happened.bytes === undefined ? {} : { size: happened.bytes }),
    ...(happened.etag === undefined ? {} : { etag: happened.etag }),
    ...(happened.versionId === undefined ? {} : { "version-id": happened.versionId }),
    sequencer: happened.sequencer,
  },
  "request-id": call.requestId,
  requester: call.account,
  "source-ip-address": sourceAddress(call),
  ...types[happened.event][1],
});
