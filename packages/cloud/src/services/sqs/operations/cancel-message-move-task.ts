import { AwsError } from "@millrace/wire";
import { invalidValue, noSuchResource } from "../errors.ts";
import { readTaskHandle } from "../moves/moves.ts";
import type { SqsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CancelMessageMoveTask.html */
export const cancelMessageMoveTask: SqsOperation<"CancelMessageMoveTask"> = {
  access: (input) => ({
    action: "sqs:CancelMessageMoveTask",
    resource: readTaskHandle(input.TaskHandle ?? "")?.sourceArn ?? "*",
  }),

  run({ store }, { TaskHandle = "" }) {
    const read = readTaskHandle(TaskHandle);
    if (read === undefined) throw invalidValue(TaskHandle, "TaskHandle", "The task handle is not valid.");
    if (store.findByArn(read.sourceArn) === undefined) throw noSuchResource("SourceArn");
    const move = store.moves.find(read.sourceArn, read.taskId);
    if (move === undefined) throw noSuchTask();
    if (move.status !== "RUNNING") throw notActive();

    store.moves.put({ ...move, status: "CANCELLING" });

    return { ApproximateNumberOfMessagesMoved: move.moved };
  },
};

const noSuchTask = () => new AwsError("ResourceNotFoundException", "Task does not exist.");

const notActive = () => new AwsError("UnsupportedOperation", "Only active tasks can be cancelled.");
