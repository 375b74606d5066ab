import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import { servicePrincipal } from "../../../kernel/principal.ts";
import { type Failure, failureOf, sendLetter } from "../../../targets/dead-letter.ts";
import type { EventsStore } from "../store.ts";
import type { QueuedDelivery } from "./jobs.ts";
import { sendToTarget } from "./send-to-target.ts";

const deliveriesAtATimeMax = 16;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html */
const retriesDefault = 185;
const ageSecondsDefault = 24 * 60 * 60;
const delayMsMin = 1_000;
/** So that the retries of a day are about as many as there may be. */
const delayMsMax = 8 * 60_000;

/** Hands a queued event to its target: again, with growing pauses, for as long as its policy has it. */
export const deliver: JobHandler<EventsStore> = {
  laneConcurrencyMax: deliveriesAtATimeMax,

  async run(call, job) {
    const queued = job.payload as QueuedDelivery;
    measure(call, queued, "InvocationAttempts");
    try {
      await sendToTarget(call, queued);
      measure(call, queued, "Invocations");
      return "done";
    } catch (error) {
      const failure = failureOf(error);
      const { MaximumRetryAttempts = retriesDefault, MaximumEventAgeInSeconds = ageSecondsDefault } =
        queued.target.RetryPolicy ?? {};
      const delayMs = Math.min(delayMsMin * 2 ** job.attempts, delayMsMax);
      const isTooOld = call.clock.now() + delayMs - job.addedAt > MaximumEventAgeInSeconds * 1000;
      const isTriedEnough = job.attempts >= MaximumRetryAttempts;
      if (!failure.isFinal && !isTooOld && !isTriedEnough) {
        measure(call, queued, "RetryInvocationAttempts");
        return { retry: { delayMs } };
      }
      measure(call, queued, "FailedInvocations");
      await giveUp(call, queued, {
        failure,
        retries: job.attempts,
        exhausted: failure.isFinal ? undefined : isTriedEnough ? "MaximumRetryAttempts" : "MaximumEventAgeInSeconds",
      });
      return "done";
    }
  },
};

interface GivenUp {
  readonly failure: Failure;
  readonly retries: number;
  readonly exhausted: string | undefined;
}

async function giveUp(call: Call<EventsStore>, queued: QueuedDelivery, given: GivenUp): Promise<void> {
  const { aws, endpoint, account, log } = call;
  const { target, event, ruleArn } = queued;
  const fields = { rule: ruleArn, target: target.Arn, reason: given.failure.message };
  const queueArn = target.DeadLetterConfig?.Arn;
  if (queueArn === undefined) {
    log.warn("event was dropped as its target did not take it", fields);
    return;
  }
  try {
    await sendLetter({
      aws,
      endpoint,
      principal: servicePrincipal("events.amazonaws.com", account, ruleArn),
      queueArn,
      body: JSON.stringify(event),
      attributes: {
        RULE_ARN: ruleArn,
        TARGET_ARN: target.Arn,
        ERROR_CODE: given.failure.code,
        ERROR_MESSAGE: given.failure.message,
        RETRY_ATTEMPTS: String(given.retries),
        EXHAUSTED_RETRY_CONDITION: given.exhausted,
      },
    });
    measure(call, queued, "InvocationsSentToDlq");
  } catch (error) {
    measure(call, queued, "InvocationsFailedToBeSentToDlq");
    const reason = error instanceof Error ? error.message : error;
    log.warn("event was dropped as its dead-letter queue did not take it", { ...fields, queue: queueArn, reason });
  }
}

function measure({ metrics }: Call<EventsStore>, { ruleName }: QueuedDelivery, name: string): void {
  metrics.record({ namespace: "AWS/Events", name, value: 1, unit: "Count", dimensions: { RuleName: ruleName } });
}
