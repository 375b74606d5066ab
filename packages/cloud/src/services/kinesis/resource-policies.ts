import { invalidArgument, noPolicy } from "./errors.ts";
import { streamNameOf } from "./model.ts";
import type { KinesisOperation, Shapes } from "./shapes.ts";
import type { KinesisStore } from "./store.ts";

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutResourcePolicy.html */
export const putResourcePolicy: KinesisOperation<"PutResourcePolicy"> = {
  access: onResource("PutResourcePolicy"),

  run({ store }, { ResourceARN, Policy }) {
    checkPolicy(Policy);
    policyAt(store, ResourceARN).put(Policy);
  },
};

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetResourcePolicy.html */
export const getResourcePolicy: KinesisOperation<"GetResourcePolicy"> = {
  access: onResource("GetResourcePolicy"),
  run: ({ store }, { ResourceARN }) => ({ Policy: policyAt(store, ResourceARN).policy ?? "" }),
};

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteResourcePolicy.html */
export const deleteResourcePolicy: KinesisOperation<"DeleteResourcePolicy"> = {
  access: onResource("DeleteResourcePolicy"),

  run({ store }, { ResourceARN }) {
    const { policy, put } = policyAt(store, ResourceARN);
    if (policy === undefined) throw noPolicy(ResourceARN);
    put(undefined);
  },
};

function onResource(name: keyof Shapes) {
  return ({ ResourceARN }: { readonly ResourceARN: string }) => ({ action: `kinesis:${name}`, resource: ResourceARN });
}

/** The policy of a stream or a consumer, and how to change it. */
function policyAt(store: KinesisStore, arn: string) {
  if (arn.includes("/consumer/")) {
    const consumer = store.consumer(arn);
    return { policy: consumer.policy, put: (policy?: string) => store.putConsumer({ ...consumer, policy }) };
  }
  const stream = store.stream(streamNameOf(arn));
  return { policy: stream.policy, put: (policy?: string) => store.put({ ...stream, policy }) };
}

function checkPolicy(text: string): void {
  try {
    const policy: unknown = JSON.parse(text);
    if (typeof policy === "object" && policy !== null && "Statement" in policy) return;
  } catch {
    // Refused as what is no policy.
  }
  throw invalidArgument("Policy is not a valid JSON policy document.");
}
