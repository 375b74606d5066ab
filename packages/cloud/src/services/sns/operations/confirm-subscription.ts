import { parseArn } from "@millrace/core";
import { invalid, invalidParameter } from "../errors.ts";
import type { SnsOperation } from "../shapes.ts";
import { isToken } from "../subscriptions/confirm.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html */
export const confirmSubscription: SnsOperation<"ConfirmSubscription"> = {
  // Who has the token may use it, signed in or not.
  access: () => [],

  run(call, input) {
    const { store, principal, aws, account, region } = call;
    const { TopicArn = "", Token = "" } = input;
    if (!isToken(Token)) throw invalid("Invalid token");
    const arn = parseArn(TopicArn);
    const isElsewhere = arn !== undefined && arn.account !== "" && (arn.account !== account || arn.region !== region);
    if (arn !== undefined && isElsewhere && /^\d{12}$/.test(arn.account)) {
      return aws.call("sns", "ConfirmSubscription", input, { principal, account: arn.account, region: arn.region });
    }
    const subscription = store.subscriptionsOf(TopicArn).find(({ token }) => token === Token);
    if (subscription === undefined) throw invalidParameter("Token");

    store.putSubscription({
      ...subscription,
      isConfirmed: true,
      wasAuthenticated: principal.kind !== "anonymous",
      authenticatesUnsubscribe: input.AuthenticateOnUnsubscribe === "true",
    });

    return { SubscriptionArn: subscription.arn };
  },
};
