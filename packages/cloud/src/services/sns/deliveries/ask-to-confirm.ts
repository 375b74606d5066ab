import { parseArn } from "@millrace/core";
import type { JobHandler } from "../../../kernel/job-handler.ts";
import { servicePrincipal } from "../../../kernel/principal.ts";
import type { SnsStore } from "../store.ts";
import { deliveryPolicy, nextDelaySeconds } from "../topics/delivery-policy.ts";
import { confirmation, written } from "./envelope.ts";
import { isFinal } from "./failure.ts";
import { post } from "./post.ts";

const atATimeMax = 16;

/** Asks an endpoint whether it wants to be subscribed. */
export const askToConfirm: JobHandler<SnsStore> = {
  laneConcurrencyMax: atATimeMax,

  async run(call, job) {
    const { subscriptionArn, endpoint } = job.payload as {
      readonly subscriptionArn: string;
      readonly endpoint: string;
    };
    const subscription = call.store.findSubscription(subscriptionArn);
    if (subscription === undefined || subscription.isConfirmed) return "done";
    const fields = await confirmation(call, subscription, endpoint);
    const body = written(fields);
    try {
      if (subscription.protocol === "http" || subscription.protocol === "https") {
        const messageId = String(fields["MessageId"]);
        const contentType = "text/plain; charset=UTF-8";
        await post(subscription, { type: "SubscriptionConfirmation", messageId, contentType, isRaw: false, body });
      } else if (subscription.protocol === "sqs") {
        const { account = "", region = "", resource = "" } = parseArn(subscription.endpoint) ?? {};
        await call.aws.call(
          "sqs",
          "SendMessage",
          { QueueUrl: `${endpoint}/${account}/${resource}`, MessageBody: body },
          { principal: servicePrincipal("sns.amazonaws.com", call.account, subscription.topicArn), account, region },
        );
      } else {
        call.store.outbox.add(call.store.nextSequence(), {
          kind: subscription.protocol as "email",
          to: subscription.endpoint,
          subject: "AWS Notification - Subscription Confirmation",
          body,
          sentAt: call.clock.now(),
        });
      }
      return "done";
    } catch (error) {
      const reason = error instanceof Error ? error.message : error;
      const seconds = isFinal(error)
        ? undefined
        : nextDelaySeconds(deliveryPolicy(undefined).http.defaultHealthyRetryPolicy, job.attempts + 1);
      call.log.warn("endpoint could not be asked to confirm", { subscription: subscription.arn, reason });
      return seconds === undefined ? "done" : { retry: { delayMs: seconds * 1000 } };
    }
  },
};

/** Drops a subscription that nobody has confirmed. */
export const forgetUnconfirmed: JobHandler<SnsStore> = {
  laneConcurrencyMax: atATimeMax,

  run: async ({ store }, job) => {
    const { subscriptionArn } = job.payload as { readonly subscriptionArn: string };
    const subscription = store.findSubscription(subscriptionArn);
    if (subscription !== undefined && !subscription.isConfirmed) store.deleteSubscription(subscription);
    return "done";
  },
};
