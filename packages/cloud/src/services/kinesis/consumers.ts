import type { Consumer as ConsumerOutput } from "@aws-sdk/client-kinesis";
import type { Scope } from "../../kernel/operation.ts";
import { pageOf } from "../../kernel/paging.ts";
import { consumerExists, consumerNameNotFound, tooManyConsumers } from "./errors.ts";
import { consumersMax } from "./limits.ts";
import { type Consumer, streamArn } from "./model.ts";
import { onStream, streamOf } from "./on-stream.ts";
import type { KinesisOperation } from "./shapes.ts";
import type { KinesisStore } from "./store.ts";
import { checkTags } from "./tags.ts";

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_RegisterStreamConsumer.html */
export const registerStreamConsumer = onStream("RegisterStreamConsumer", ({ store, clock }, stream, input) => {
  const { ConsumerName: name, Tags: tags = {} } = input;
  const arn = streamArn(store.scope, stream.name);
  if (store.findConsumer(stream, name) !== undefined) throw consumerExists(name, arn);
  if ([...store.consumers(stream)].length >= consumersMax) throw tooManyConsumers(consumersMax, arn);
  checkTags({}, tags);

  const createdAt = clock.now();
  const consumer: Consumer = {
    name,
    arn: `${arn}/consumer/${name}:${Math.floor(createdAt / 1000)}`,
    streamName: stream.name,
    createdAt,
    tags,
  };
  store.putConsumer(consumer);
  return { Consumer: { ...described(consumer), ConsumerStatus: "CREATING" as const } };
});

/** Consumers are named by their ARN, or by their name and their stream. */
interface Named {
  readonly StreamARN?: string | undefined;
  readonly ConsumerName?: string | undefined;
  readonly ConsumerARN?: string | undefined;
}

const onConsumer = (action: string) => (input: Named, _scope: Scope, store: KinesisStore) => ({
  action: `kinesis:${action}`,
  resource: input.ConsumerARN ?? consumerOf(store, input).arn,
});

function consumerOf(store: KinesisStore, input: Named): Consumer {
  if (input.ConsumerARN !== undefined) return store.consumer(input.ConsumerARN);
  const stream = streamOf(store, input);
  const consumer = store.findConsumer(stream, input.ConsumerName ?? "");
  if (consumer === undefined) throw consumerNameNotFound(input.ConsumerName ?? "", input.StreamARN ?? "");
  return consumer;
}

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamConsumer.html */
export const describeStreamConsumer: KinesisOperation<"DescribeStreamConsumer"> = {
  access: onConsumer("DescribeStreamConsumer"),

  run({ store }, input) {
    const consumer = consumerOf(store, input);
    return { ConsumerDescription: { ...described(consumer), StreamARN: streamArn(store.scope, consumer.streamName) } };
  },
};

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeregisterStreamConsumer.html */
export const deregisterStreamConsumer: KinesisOperation<"DeregisterStreamConsumer"> = {
  access: onConsumer("DeregisterStreamConsumer"),

  run({ store }, input) {
    store.deleteConsumer(consumerOf(store, input));
  },
};

const consumersDefault = 100;

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListStreamConsumers.html */
export const listStreamConsumers = onStream("ListStreamConsumers", ({ store }, stream, input) => {
  const { NextToken: token, MaxResults: max = consumersDefault } = input;
  const { items, next } = pageOf(store.consumers(stream), { token, max, idOf: ({ name }) => name });
  return { Consumers: items.map(described), ...(next === undefined ? {} : { NextToken: next }) };
});

const described = ({ name, arn, createdAt }: Consumer): ConsumerOutput => ({
  ConsumerName: name,
  ConsumerARN: arn,
  ConsumerStatus: "ACTIVE",
  ConsumerCreationTimestamp: new Date(createdAt),
});
