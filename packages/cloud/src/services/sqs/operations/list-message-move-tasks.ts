import { invalidParameter, noSuchResource } from "../errors.ts";
import { type MessageMove, taskHandle } from "../moves/moves.ts";
import type { SqsOperation } from "../shapes.ts";

const tasksMax = 10;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListMessageMoveTasks.html */
export const listMessageMoveTasks: SqsOperation<"ListMessageMoveTasks"> = {
  access: ({ SourceArn = "" }, _, store) => {
    if (store.findByArn(SourceArn) === undefined) throw noSuchResource("SourceArn");
    return { action: "sqs:ListMessageMoveTasks", resource: SourceArn };
  },

  run({ store }, { SourceArn = "", MaxResults = 1 }) {
    if (MaxResults < 1 || MaxResults > tasksMax) {
      throw invalidParameter(
        `Value ${MaxResults} for parameter MaxResults is invalid. Reason: Must be between 1 and ${tasksMax}.`,
      );
    }
    return { Results: store.moves.of(SourceArn).slice(0, MaxResults).map(resultOf) };
  },
};

const resultOf = (move: MessageMove) => ({
  ...(move.status === "RUNNING" ? { TaskHandle: taskHandle(move) } : {}),
  Status: move.status,
  SourceArn: move.sourceArn,
  ...(move.destinationArn === undefined ? {} : { DestinationArn: move.destinationArn }),
  ...(move.perSecondMax === undefined ? {} : { MaxNumberOfMessagesPerSecond: move.perSecondMax }),
  ApproximateNumberOfMessagesMoved: move.moved,
  ApproximateNumberOfMessagesToMove: move.toMove,
  ...(move.failureReason === undefined ? {} : { FailureReason: move.failureReason }),
  StartedTimestamp: move.startedAt,
});
