import type { Job, JobHandler, JobOutcome } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import type { Subscription } from "../model.ts";
import type { SnsStore } from "../store.ts";
import { nextDelaySeconds, subscriptionPolicy } from "../topics/delivery-policy.ts";
import { isFinal } from "./failure.ts";
import type { QueuedDelivery } from "./jobs.ts";
import { type Delivery, send, sendToQueue } from "./send.ts";

/** Deliveries to one subscriber at a time. */
const atATimeMax = 16;

export const deliver: JobHandler<SnsStore> = { laneConcurrencyMax: atATimeMax, run };

/** For FIFO topics: no message overtakes another. */
export const deliverInOrder: JobHandler<SnsStore> = { laneConcurrencyMax: 1, run };

async function run(call: Call<SnsStore>, job: Job): Promise<JobOutcome> {
  const { subscriptionArn, published, endpoint } = job.payload as QueuedDelivery;
  const subscription = call.store.findSubscription(subscriptionArn);
  if (subscription === undefined) return "done";
  const delivery = { call, subscription, published, endpoint };
  const dimensions = { TopicName: published.topicArn.slice(published.topicArn.lastIndexOf(":") + 1) };
  const measured = { namespace: "AWS/SNS", unit: "Count", value: 1, dimensions } as const;
  try {
    await send(delivery);
    call.metrics.record({ ...measured, name: "NumberOfNotificationsDelivered" });
    return "done";
  } catch (error) {
    const delaySeconds = isFinal(error) ? undefined : nextTry(call, subscription, job.attempts + 1);
    const fields = { subscription: subscription.arn, reason: error instanceof Error ? error.message : error };
    if (delaySeconds !== undefined) {
      call.log.warn("notification could not be delivered and will be tried again", { ...fields, delaySeconds });
      return { retry: { delayMs: delaySeconds * 1000 } };
    }
    call.metrics.record({ ...measured, name: "NumberOfNotificationsFailed" });
    await giveUp(delivery, fields);
    return "done";
  }
}

/**
 * Seconds until the next try. Web endpoints have a policy of their own, all others AWS's: three tries at once, two after a
 * second, ten within twenty seconds of each other, then every twenty seconds for 23 days.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
function nextTry({ store }: Call<SnsStore>, subscription: Subscription, failures: number): number | undefined {
  if (subscription.protocol !== "http" && subscription.protocol !== "https") {
    if (failures > 100_015) return undefined;
    if (failures <= 3) return 0;
    if (failures <= 5) return 1;
    return failures > 15 ? 20 : Math.min(20, 2 ** (failures - 5));
  }
  const topic = store.findTopic(subscription.topicArn);
  const { retries } = subscriptionPolicy(
    subscription.attributes["DeliveryPolicy"],
    topic?.attributes["DeliveryPolicy"],
  );
  return nextDelaySeconds(retries, failures);
}

async function giveUp(delivery: Delivery, fields: Readonly<Record<string, unknown>>): Promise<void> {
  const { call, subscription } = delivery;
  const target = deadLetterTarget(subscription);
  if (target === undefined) {
    call.log.warn("notification was dropped", fields);
    return;
  }
  try {
    await sendToQueue(delivery, target);
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    call.log.warn("notification was dropped as its dead-letter queue did not take it", { ...fields, target, reason });
  }
}

function deadLetterTarget({ attributes }: Subscription): string | undefined {
  const text = attributes["RedrivePolicy"];
  return text === undefined
    ? undefined
    : (JSON.parse(text) as { readonly deadLetterTargetArn: string }).deadLetterTargetArn;
}
