import type { Call } from "../../../kernel/operation.ts";
import type { Bucket, NotificationRule, TargetKind } from "../model.ts";
import type { S3Store } from "../store.ts";
import { detailOf, detailType } from "./event-bridge-detail.ts";
import { isWantedEvent } from "./events.ts";
import type { Happened } from "./happened.ts";
import { recordOf } from "./record.ts";

/** A message on its way to one destination. */
export type QueuedNotification =
  | {
      readonly kind: TargetKind;
      readonly bucket: string;
      readonly targetArn: string;
      /** JSON text of the whole message. */
      readonly message: string;
    }
  | {
      readonly kind: "event-bridge";
      readonly bucket: string;
      readonly region: string;
      readonly time: number;
      readonly detailType: string;
      /** JSON text. */
      readonly detail: string;
    };

export const notificationJob = "notification";

/** Queues the event for everybody who wants it, in the transaction of the change itself. */
export function notify(call: Call<S3Store>, bucket: Bucket, happened: Happened): void {
  const { notifications } = bucket;
  if (notifications === undefined) return;
  for (const rule of notifications.rules) {
    if (!isWanted(rule, happened)) continue;
    const message = JSON.stringify({ Records: [recordOf(call, bucket, rule.id, happened)] });
    queue(call, { kind: rule.kind, bucket: bucket.name, targetArn: rule.targetArn, message });
  }
  const type = detailType(happened.event);
  if (!notifications.toEventBridge || type === undefined) return;
  queue(call, {
    kind: "event-bridge",
    bucket: bucket.name,
    region: bucket.region,
    time: call.clock.now(),
    detailType: type,
    detail: JSON.stringify(detailOf(call, bucket, happened)),
  });
}

const queue = ({ jobs }: Call<S3Store>, message: QueuedNotification): void => jobs.add(notificationJob, message);

const isWanted = (rule: NotificationRule, { event, key }: Happened): boolean =>
  rule.events.some((wanted) => isWantedEvent(wanted, event)) &&
  key.startsWith(rule.prefix) &&
  key.endsWith(rule.suffix);
