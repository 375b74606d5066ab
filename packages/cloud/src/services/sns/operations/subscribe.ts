import { parseArn } from "@millrace/core";
import type { Call } from "../../../kernel/operation.ts";
import { invalidParameter } from "../errors.ts";
import { type Protocol, resourceOf, type Subscription } from "../model.ts";
import type { SnsOperation } from "../shapes.ts";
import type { SnsStore } from "../store.ts";
import { type Attributes, changedAttributes } from "../subscriptions/attributes.ts";
import { addSubscription } from "../subscriptions/confirm.ts";
import { readEndpoint, readProtocol } from "../subscriptions/endpoint.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
export const subscribe: SnsOperation<"Subscribe"> = {
  access: ({ TopicArn, Protocol: protocol, Endpoint }) => ({
    action: "sns:Subscribe",
    resource: resourceOf(TopicArn),
    context: { "sns:Protocol": protocol ?? "", "sns:Endpoint": Endpoint ?? "" },
  }),

  run(call, input) {
    const { store, account, ids } = call;
    const { TopicArn = "", Attributes: given = {} } = input;
    const topic = store.topic(TopicArn);
    const protocol = readProtocol(input.Protocol, topic);
    const endpoint = readEndpoint(protocol, input.Endpoint, topic);
    const attributes = changedAttributes(given, { protocol, before: {}, place: "Attributes" });
    const existing = store
      .subscriptionsOf(TopicArn)
      .find((one) => one.protocol === protocol && one.endpoint === endpoint);
    if (existing !== undefined) refuseOtherAttributes(existing, attributes);
    const isConfirmed = existing?.isConfirmed ?? needsNoConfirmation(call, protocol, endpoint);
    const subscription: Subscription = existing ?? {
      arn: `${TopicArn}:${ids.uuid()}`,
      topicArn: TopicArn,
      protocol,
      endpoint,
      owner: account,
      attributes,
      isConfirmed,
      wasAuthenticated: isConfirmed,
    };

    if (existing?.isConfirmed !== true) addSubscription(call, subscription);

    const isShown = isConfirmed || input.ReturnSubscriptionArn === true;
    return { SubscriptionArn: isShown ? subscription.arn : "pending confirmation" };
  },
};

function refuseOtherAttributes(existing: Subscription, attributes: Attributes): void {
  const names = new Set([...Object.keys(attributes), ...Object.keys(existing.attributes)]);
  if (Object.keys(attributes).length === 0) return;
  for (const name of names) {
    if (existing.attributes[name] !== attributes[name]) {
      throw invalidParameter("Attributes Reason: Subscription already exists with different attributes");
    }
  }
}

/** People and web endpoints are asked, and so are queues and functions of accounts other than the topic's. */
function needsNoConfirmation({ account }: Call<SnsStore>, protocol: Protocol, endpoint: string): boolean {
  if (protocol === "sms") return true;
  const owner = parseArn(endpoint)?.account;
  return protocol !== "http" && protocol !== "https" && owner === account;
}
