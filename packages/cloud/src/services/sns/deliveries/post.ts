import type { Subscription } from "../model.ts";
import { EndpointRefused } from "./failure.ts";

/** https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.prepare.html: an endpoint has fifteen seconds */
const answerMsMax = 15_000;

export interface Posted {
  readonly type: "Notification" | "SubscriptionConfirmation" | "UnsubscribeConfirmation";
  readonly messageId: string;
  readonly contentType: string;
  readonly isRaw: boolean;
  readonly body: string;
}

/** Posts a message to a web endpoint. Throws when it is not answered, or not with success. */
export async function post(
  subscription: Subscription,
  { type, messageId, contentType, isRaw, body }: Posted,
): Promise<void> {
  const url = new URL(subscription.endpoint);
  const { username, password } = url;
  url.username = "";
  url.password = "";
  const response = await fetch(url, {
    method: "POST",
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(answerMsMax),
    headers: {
      "content-type": contentType,
      "user-agent": "Amazon Simple Notification Service Agent",
      "x-amz-sns-message-type": type,
      "x-amz-sns-message-id": messageId,
      "x-amz-sns-topic-arn": subscription.topicArn,
      ...(type === "Notification" ? { "x-amz-sns-subscription-arn": subscription.arn } : {}),
      ...(isRaw ? { "x-amz-sns-rawdelivery": "true" } : {}),
      ...(username === "" ? {} : { authorization: `Basic ${basic(username, password)}` }),
    },
  });
  // The answer is of no interest, but its connection is.
  await response.body?.cancel();
  if (!response.ok) throw new EndpointRefused(response.status);
}

const basic = (name: string, password: string): string =>
  Buffer.from(`${decodeURIComponent(name)}:${decodeURIComponent(password)}`).toString("base64");
