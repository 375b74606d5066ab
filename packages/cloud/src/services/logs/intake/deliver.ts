import { AwsError } from "@millrace/wire";
import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { LogsStore } from "../store.ts";
import { dataMessage, sendMessage, targetOf } from "./destination.ts";
import type { Delivery } from "./filter.ts";

export const deliverJob = "deliver";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html */
const retriedForMs = 24 * 60 * 60 * 1000;
const retryMs = 10_000;
/** Who is gone, or may not be asked, is not asked again. */
const finalCodes = new Set(["ResourceNotFoundException", "AccessDeniedException", "AccessDenied"]);

/** Hands events to whatever has subscribed to them. */
export const runDeliver: JobHandler<LogsStore> = {
  laneConcurrencyMax: 1,

  async run(call, job) {
    const delivery = job.payload as Delivery;
    const filter = call.store.subscriptionFilters.get([delivery.group, delivery.filter]);
    const target = filter === undefined ? undefined : targetOf(call, filter);
    if (target === undefined) return "done";
    try {
      await sendMessage(call, target, dataMessage(call, delivery));
      return "done";
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const isLate = call.clock.now() - job.addedAt > retriedForMs;
      if (isLate || finalCodes.has(error.code)) {
        call.log.warn("log events could not be delivered", { filter: delivery.filter, error: error.message });
        return "done";
      }
      return { retry: { delayMs: retryMs } };
    }
  },
};
