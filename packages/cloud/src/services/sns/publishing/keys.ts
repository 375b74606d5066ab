import { AwsError } from "@millrace/wire";
import { newDataKey } from "../../../data-keys/data-keys.ts";
import type { Call } from "../../../kernel/operation.ts";
import { keyRefused } from "../errors.ts";
import { type Topic, topicArn } from "../model.ts";
import type { SnsStore } from "../store.ts";

/** https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html: data keys are used for so long */
const reusedMs = 5 * 60_000;

/** Runs what publishes to a topic: where it has a customer's key, who may not use that may not publish. */
export function underKey<Output>(call: Call<SnsStore>, topic: Topic, run: () => Output): Output | Promise<Output> {
  const keyId = topic.attributes["KmsMasterKeyId"];
  const what = `${topic.name} ${keyId}`;
  const { store, principal, clock } = call;
  if (keyId === undefined || store.givenKeys.find(principal, what, clock.now()) !== undefined) return run();
  return newDataKey({ call, service: "sns" }, keyId, { "aws:sns:topicArn": topicArn(store.scope, topic.name) })
    .catch(refuse)
    .then(() => {
      store.givenKeys.remember(principal, what, { value: true, until: clock.now() + reusedMs });
      return run();
    });
}

function refuse(error: unknown): never {
  throw error instanceof AwsError ? keyRefused(error) : error;
}
