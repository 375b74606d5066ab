import type { Call } from "../../kernel/operation.ts";
import { type Queue, queueArn, readQueueUrl } from "./model.ts";
import type { Shapes, SqsOperation } from "./shapes.ts";
import type { SqsStore } from "./store.ts";

type OnQueueName = {
  [Name in keyof Shapes]: Shapes[Name]["input"] extends { QueueUrl: string | undefined } ? Name : never;
}[keyof Shapes];

type Run<Name extends keyof Shapes> = (
  call: Call<SqsStore>,
  queue: Queue,
  input: Shapes[Name]["input"],
) => ReturnType<SqsOperation<Name>["run"]>;

/**
 * An operation on the queue that a URL names. Queues of another account are asked there, by the same principal: whether
 * that account lets it is for the queue's policy to say.
 */
export const onQueue = <Name extends OnQueueName>(name: Name, action: string, run: Run<Name>): SqsOperation<Name> => ({
  access: (input, scope) => {
    const { account, name: queue } = readQueueUrl(urlOf(input));
    return { action, resource: queueArn({ ...scope, account }, queue) };
  },

  run(call, input) {
    const { account, name: queue } = readQueueUrl(urlOf(input));
    if (account === call.account) return run(call, call.store.queue(queue), input);
    const { principal, signal } = call;
    const ask = call.aws.call as (...words: readonly unknown[]) => ReturnType<SqsOperation<Name>["run"]>;
    return ask("sqs", name, input, { principal, account, signal });
  },
});

const urlOf = (input: unknown): string => (input as { readonly QueueUrl: string }).QueueUrl;
