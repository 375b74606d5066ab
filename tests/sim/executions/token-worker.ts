import { SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { Clients } from "../../support/cloud.ts";

/** Sends every token back with one more than it came with, until it is told to stop or the cloud is gone. */
export async function sendTokensBack({ sqs, states }: Clients, QueueUrl: string, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    try {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 1 }),
      );
      for (const { Body = "{}", ReceiptHandle } of Messages) {
        const { token, n } = JSON.parse(Body) as { readonly token: string; readonly n: number };
        const answer = new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify({ n: n + 1 }) });
        // A message that was sent twice brings a token that has been used.
        await states.send(answer).catch((error: Error) => {
          if (error.name !== "TaskTimedOut") throw error;
        });
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    } catch {
      // The cloud was killed; what was not deleted comes again.
      if (!isOver()) await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
