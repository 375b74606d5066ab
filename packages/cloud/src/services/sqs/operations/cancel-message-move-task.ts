import { AwsError } from "@millrace/wire";
import { invalidValue, noSuchResource } from "../errors.ts";
import { readTaskHandle } from "../moves/moves.ts";
import type { SqsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html */
export const cancelMessageMoveTask: SqsOperation<"CancelMessageMoveTask"> = {
  access: ({ TaskHandle = "" }, _, store) => {
    const { sourceArn } = readHandle(TaskHandle);
    if (store.findByArn(sourceArn) === undefined) throw noSuchResource("SourceArn");
    return { action: "sqs:CancelMessageMoveTask", resource: sourceArn };
  },

  run({ store }, { TaskHandle = "" }) {
    const { sourceArn, taskId } = readHandle(TaskHandle);
    const move = store.moves.find(sourceArn, taskId);
    if (move === undefined) throw noSuchTask();
    if (move.status !== "RUNNING") throw notActive();

    store.moves.put({ ...move, status: "CANCELLING" });

    return { ApproximateNumberOfMessagesMoved: move.moved };
  },
};

function readHandle(handle: string) {
  const read = readTaskHandle(handle);
  if (read === undefined) throw invalidValue(handle, "TaskHandle", "The task handle is not valid.");
  return read;
}

const noSuchTask = () => new AwsError("ResourceNotFoundException", "Task does not exist.");

const notActive = () => new AwsError("UnsupportedOperation", "Only active tasks can be cancelled.");
