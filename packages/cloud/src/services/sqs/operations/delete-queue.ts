import { onQueue } from "../on-queue.ts";
import { sweepJob } from "../sweep.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html */
export const deleteQueue = onQueue("DeleteQueue", "sqs:DeleteQueue", ({ store, clock, jobs }, queue) => {
  store.delete(queue, clock.now());
  jobs.add(sweepJob, { pile: queue.pile });
  store.arrivals.announce(queue.id, Number.POSITIVE_INFINITY);
});
