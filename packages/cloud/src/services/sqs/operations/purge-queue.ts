import { purgeInProgress } from "../errors.ts";
import { onQueue } from "../on-queue.ts";
import { sweepJob } from "../sweep.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
const purgeMs = 60_000;

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
export const purgeQueue = onQueue("PurgeQueue", "sqs:PurgeQueue", ({ store, clock, jobs }, queue) => {
  const now = clock.now();
  if (queue.purgedAt !== undefined && now - queue.purgedAt < purgeMs) throw purgeInProgress(queue.name);

  store.put({ ...queue, pile: store.nextSequence(), purgedAt: now });
  jobs.add(sweepJob, { pile: queue.pile });
});
