import { header } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { type Bucket, bucketArn, type NotificationRule } from "../model.ts";
import type { S3Store } from "../store.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html */
export type EventName =
  | "ObjectCreated:Put"
  | "ObjectCreated:Post"
  | "ObjectCreated:Copy"
  | "ObjectCreated:CompleteMultipartUpload"
  | "ObjectRemoved:Delete";

export interface Happened {
  readonly event: EventName;
  readonly key: string;
  readonly sequencer: string;
  /** Absent for objects that are gone. */
  readonly bytes?: number;
  readonly etag?: string;
}

/** An event on its way to one destination. */
export interface QueuedNotification {
  readonly bucket: string;
  readonly targetArn: string;
  /** JSON text of the whole message. */
  readonly message: string;
}

export const notificationJob = "notification";

/** Queues the event for every rule of the bucket that it matches, in the transaction of the change itself. */
export function notify(call: Call<S3Store>, bucket: Bucket, happened: Happened): void {
  for (const rule of bucket.notifications?.lambda ?? []) {
    if (!isWanted(rule, happened)) continue;
    const message = JSON.stringify({ Records: [recordOf(call, bucket, rule, happened)] });
    const queued: QueuedNotification = { bucket: bucket.name, targetArn: rule.targetArn, message };
    call.jobs.add(notificationJob, queued);
  }
}

function isWanted(rule: NotificationRule, { event, key }: Happened): boolean {
  const family = `s3:${event.slice(0, event.indexOf(":"))}:*`;
  const isEvent = rule.events.some((wanted) => wanted === `s3:${event}` || wanted === family);
  return isEvent && key.startsWith(rule.prefix) && key.endsWith(rule.suffix);
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
function recordOf(call: Call<S3Store>, bucket: Bucket, rule: NotificationRule, happened: Happened): object {
  const { principal } = call;
  return {
    eventVersion: "2.1",
    eventSource: "aws:s3",
    awsRegion: bucket.region,
    eventTime: new Date(call.clock.now()).toISOString(),
    eventName: happened.event,
    userIdentity: { principalId: "userId" in principal ? `AWS:${principal.userId}` : "Anonymous" },
    requestParameters: { sourceIPAddress: header(call, "x-forwarded-for") ?? "127.0.0.1" },
    responseElements: { "x-amz-request-id": call.requestId, "x-amz-id-2": call.ids.bytes(48).toString("base64") },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId: rule.id,
      bucket: {
        name: bucket.name,
        ownerIdentity: { principalId: ownerId(call.account) },
        arn: bucketArn(bucket.name),
      },
      object: {
        key: encodeKey(happened.key),
        ...(happened.bytes === undefined ? {} : { size: happened.bytes }),
        ...(happened.etag === undefined ? {} : { eTag: happened.etag }),
        sequencer: happened.sequencer,
      },
    },
  };
}

/** The canonical user id of an account, as far as it is one: always the same for the same account. */
export const ownerId = (account: string): string => `A${account.padStart(13, "0")}`;

/** Keys in events are encoded as forms are: spaces become `+`. */
const encodeKey = (key: string): string =>
  encodeURIComponent(key)
    .replaceAll("%2F", "/")
    .replaceAll("%20", "+")
    .replace(/[!'()]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
