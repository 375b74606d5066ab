import { invalidParameter, queueDeletedRecently, queueExists } from "../errors.ts";
import { type Queue, queueArn } from "../model.ts";
import { type Attributes, changedAttributes, checkAttributes, defaultsOf } from "../queues/attributes.ts";
import { checkRedrive } from "../queues/redrive.ts";
import type { SqsOperation } from "../shapes.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html */
const sameNameAfterMs = 60_000;
const namePattern = /^[A-Za-z0-9_-]{1,80}$/;
const fifoNamePattern = /^(?=.{1,80}$)[A-Za-z0-9_-]+\.fifo$/;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export const createQueue: SqsOperation<"CreateQueue"> = {
  access: (input, scope) => ({
    action: "sqs:CreateQueue",
    resource: queueArn(scope, input.QueueName ?? ""),
    context: Object.fromEntries([
      ...Object.entries(input.tags ?? {}).map(([key, value]) => [`aws:RequestTag/${key}`, value]),
      ["aws:TagKeys", Object.keys(input.tags ?? {})],
    ]),
  }),

  run(call, input) {
    const { store, clock, account, endpoint } = call;
    const name = input.QueueName ?? "";
    const given: Attributes = input.Attributes ?? {};
    const isFifo = given["FifoQueue"]?.toLowerCase() === "true";
    refuseWrongName(name, isFifo);
    const attributes = changedAttributes({}, checkAttributes(given, isFifo), isFifo);
    checkRedrive(store, { arn: queueArn(call, name), isFifo }, attributes);
    const QueueUrl = `${endpoint}/${account}/${name}`;
    const existing = store.find(name);
    if (existing !== undefined) {
      refuseOtherAttributes(existing, attributes);
      return { QueueUrl };
    }
    const now = clock.now();
    if (now - (store.deletedAt(name) ?? Number.NEGATIVE_INFINITY) < sameNameAfterMs) throw queueDeletedRecently();

    store.forgetDeletion(name);
    store.put({
      name,
      id: store.nextSequence(),
      pile: store.nextSequence(),
      isFifo,
      createdAt: now,
      modifiedAt: now,
      attributes,
      tags: { ...input.tags },
    });

    return { QueueUrl };
  },
};

function refuseWrongName(name: string, isFifo: boolean): void {
  if (!isFifo && !namePattern.test(name)) {
    throw invalidParameter("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
  }
  if (isFifo && !fifoNamePattern.test(name)) {
    throw invalidParameter(
      "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.",
    );
  }
}

/** Only what is given is compared, with what the queue has or has by default. */
function refuseOtherAttributes({ attributes, isFifo }: Queue, given: Attributes): void {
  const all = { ...defaultsOf(isFifo), ...attributes };
  for (const [name, value] of Object.entries(given)) if (all[name] !== value) throw queueExists(name);
}
