import { parseArn } from "@millrace/core";
import type { JobHandler } from "../../../kernel/job-handler.ts";
import { servicePrincipal } from "../../../kernel/principal.ts";
import { bucketArn } from "../model.ts";
import type { S3Store } from "../store.ts";
import type { QueuedNotification } from "./notify.ts";

/** Deliveries at a time: handing an event to a queue is quick, and functions have limits of their own. */
const deliveriesAtATimeMax = 16;

/** After so many attempts nobody can be expected to take the event any more. */
const attemptsMax = 8;
const delayMsMin = 500;

/** Hands a queued event to its destination, as S3: again, with growing pauses, while the destination refuses. */
export const deliver: JobHandler<S3Store> = {
  laneConcurrencyMax: deliveriesAtATimeMax,

  async run({ aws, account, log }, job) {
    const { bucket, targetArn, message } = job.payload as QueuedNotification;
    const target = parseArn(targetArn);
    try {
      await aws.call(
        "lambda",
        "Invoke",
        { FunctionName: targetArn, InvocationType: "Event", Payload: Buffer.from(message) },
        {
          principal: servicePrincipal("s3.amazonaws.com", account, bucketArn(bucket)),
          ...(target === undefined ? {} : { region: target.region, account: target.account }),
        },
      );
      return "done";
    } catch (error) {
      const reason = error instanceof Error ? error.message : error;
      if (job.attempts + 1 >= attemptsMax) {
        log.error("bucket event was dropped", { bucket, target: targetArn, reason });
        return "done";
      }
      log.warn("bucket event could not be delivered and will be tried again", { bucket, target: targetArn, reason });
      return { retry: { delayMs: delayMsMin * 2 ** job.attempts } };
    }
  },
};
