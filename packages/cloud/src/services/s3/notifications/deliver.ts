import { parseArn } from "@millrace/core";
import type { CallOptions } from "../../../kernel/calls.ts";
import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import { servicePrincipal } from "../../../kernel/principal.ts";
import { queueUrl } from "../../../targets/queue-url.ts";
import { bucketArn } from "../model.ts";
import type { S3Store } from "../store.ts";
import type { QueuedNotification } from "./notify.ts";

/** Deliveries at a time: handing an event to a queue is quick, and functions have limits of their own. */
const deliveriesAtATimeMax = 16;

/** After so many attempts nobody can be expected to take the event any more. */
const attemptsMax = 8;
const delayMsMin = 500;

/** Hands a queued event to its destination, as S3: again, with growing pauses, while the destination refuses. */
export const deliver: JobHandler<S3Store> = {
  laneConcurrencyMax: deliveriesAtATimeMax,

  async run(call, job) {
    const queued = job.payload as QueuedNotification;
    const target = queued.kind === "event-bridge" ? "event-bridge" : queued.targetArn;
    try {
      await send(call, queued);
      return "done";
    } catch (error) {
      const reason = error instanceof Error ? error.message : error;
      const fields = { bucket: queued.bucket, target, reason };
      if (job.attempts + 1 >= attemptsMax) {
        call.log.error("bucket event was dropped", fields);
        return "done";
      }
      call.log.warn("bucket event could not be delivered and will be tried again", fields);
      return { retry: { delayMs: delayMsMin * 2 ** job.attempts } };
    }
  },
};

async function send(call: Call<S3Store>, queued: QueuedNotification): Promise<void> {
  const { aws, endpoint } = call;
  if (queued.kind === "event-bridge") {
    await sendEvent(call, queued);
    return;
  }
  const { targetArn, message } = queued;
  const options = callOptions(call, queued.bucket, targetArn);
  if (queued.kind === "lambda") {
    const input = { FunctionName: targetArn, InvocationType: "Event", Payload: Buffer.from(message) } as const;
    await aws.call("lambda", "Invoke", input, options);
  } else if (queued.kind === "queue") {
    await aws.call("sqs", "SendMessage", { QueueUrl: queueUrl(endpoint, targetArn), MessageBody: message }, options);
  } else {
    const Subject = "Amazon S3 Notification";
    await aws.call("sns", "Publish", { TopicArn: targetArn, Message: message, Subject }, options);
  }
}

async function sendEvent(
  call: Call<S3Store>,
  queued: QueuedNotification & { readonly kind: "event-bridge" },
): Promise<void> {
  const entry = {
    Source: "aws.s3",
    DetailType: queued.detailType,
    Detail: queued.detail,
    Resources: [bucketArn(queued.bucket)],
    Time: new Date(queued.time),
  };
  const principal = servicePrincipal("s3.amazonaws.com", call.account, bucketArn(queued.bucket));
  await call.aws.call("events", "PutEvents", { Entries: [entry] }, { principal, region: queued.region });
}

/** Destinations are called where they are, as S3 on behalf of the bucket. */
export function callOptions({ account }: Call<S3Store>, bucket: string, targetArn: string): CallOptions {
  const target = parseArn(targetArn);
  return {
    principal: servicePrincipal("s3.amazonaws.com", account, bucketArn(bucket)),
    ...(target === undefined ? {} : { region: target.region, account: target.account }),
  };
}
