import type { Call } from "../../../kernel/operation.ts";
import { confirmJob } from "../deliveries/jobs.ts";
import type { Subscription } from "../model.ts";
import type { SnsStore } from "../store.ts";

export const forgetJob = "forget";

/** https://docs.aws.amazon.com/sns/latest/dg/sns-delete-subscription-topic.html: unconfirmed ones go after 48 hours. */
const unconfirmedMs = 48 * 60 * 60 * 1000;
const tokenBytes = 144;

/** Keeps a new subscription, and asks its endpoint whether it wants to be one unless it need not be asked. */
export function addSubscription(call: Call<SnsStore>, subscription: Subscription): void {
  const { store, jobs, ids } = call;
  if (subscription.isConfirmed) {
    store.putSubscription(subscription);
    return;
  }
  const token = ids.bytes(tokenBytes).toString("hex");
  store.putSubscription({ ...subscription, token });
  jobs.add(confirmJob, { subscriptionArn: subscription.arn, endpoint: call.endpoint });
  jobs.add(forgetJob, { subscriptionArn: subscription.arn }, { delayMs: unconfirmedMs });
}

export const isToken = (text: string): boolean => /^[0-9a-f]{200,}$/.test(text);
