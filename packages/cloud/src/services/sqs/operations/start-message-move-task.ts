import { AwsError } from "@millrace/wire";
import { invalidParameter, noSuchResource } from "../errors.ts";
import { isRunning, type MessageMove, taskHandle } from "../moves/moves.ts";
import { moveJob } from "../moves/run-move.ts";
import type { SqsOperation } from "../shapes.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
const perSecondMax = 500;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
export const startMessageMoveTask: SqsOperation<"StartMessageMoveTask"> = {
  access: ({ SourceArn = "", DestinationArn }, _, store) => {
    if (store.findByArn(SourceArn) === undefined) throw noSuchResource("SourceArn");
    return [
      { action: "sqs:StartMessageMoveTask", resource: SourceArn },
      { action: "sqs:ReceiveMessage", resource: SourceArn },
      { action: "sqs:DeleteMessage", resource: SourceArn },
      ...(DestinationArn === undefined ? [] : [{ action: "sqs:SendMessage", resource: DestinationArn }]),
    ];
  },

  run({ store, jobs, ids, clock }, { SourceArn = "", DestinationArn, MaxNumberOfMessagesPerSecond: perSecond }) {
    const source = store.findByArn(SourceArn);
    if (source === undefined) throw noSuchResource("SourceArn");
    if (DestinationArn !== undefined && store.findByArn(DestinationArn) === undefined) {
      throw noSuchResource("DestinationArn");
    }
    if (store.sourcesOf(SourceArn).length === 0) {
      throw invalidParameter("Source queue must be configured as a Dead Letter Queue.");
    }
    if (perSecond !== undefined && (perSecond < 1 || perSecond > perSecondMax)) {
      throw invalidParameter(
        `Value ${perSecond} for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be between 1 and ${perSecondMax}.`,
      );
    }
    if (DestinationArn === SourceArn) {
      throw invalidParameter("Source queue and destination queue cannot be the same.");
    }
    if (store.moves.of(SourceArn).some(isRunning)) throw taskRunning();
    const now = clock.now();
    const move: MessageMove = {
      taskId: ids.uuid(),
      sourceArn: SourceArn,
      ...(DestinationArn === undefined ? {} : { destinationArn: DestinationArn }),
      ...(perSecond === undefined ? {} : { perSecondMax: perSecond }),
      status: "RUNNING",
      startedAt: now,
      moved: 0,
      toMove: store.piles.counts(source, now).visible,
    };

    store.moves.put(move);
    jobs.add(moveJob, { taskId: move.taskId, sourceArn: SourceArn }, { lane: SourceArn });

    return { TaskHandle: taskHandle(move) };
  },
};

const taskRunning = () =>
  new AwsError(
    "UnsupportedOperation",
    "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
  );
