import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import { type Principal, servicePrincipal } from "../../../kernel/principal.ts";
import { callService } from "../../../sdk-calls/call-service.ts";
import type { Json } from "../../../sdk-calls/json.ts";
import { type Failure, failureOf, sendLetter } from "../../../targets/dead-letter.ts";
import { send } from "../../../targets/send.ts";
import { groupArn, type Schedule, scheduleArn } from "../model.ts";
import type { SchedulerStore } from "../store.ts";
import { universalTarget } from "./universal-target.ts";

export const invokeJob = "invoke";

export interface Invocation {
  /** As it was when its time came. */
  readonly schedule: Schedule;
  readonly executionId: string;
  readonly scheduledAt: number;
  /** Nothing comes after. */
  readonly isLast: boolean;
}

const invocationsAtATimeMax = 16;
/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html */
const retriesDefault = 185;
const ageSecondsDefault = 24 * 60 * 60;
const delayMsMin = 1_000;
const delayMsMax = 8 * 60_000;

/** Invokes the target of a schedule with its role: again, with growing pauses, for as long as its policy has it. */
export const invoke: JobHandler<SchedulerStore> = {
  laneConcurrencyMax: invocationsAtATimeMax,

  async run(call, job) {
    const invocation = job.payload as Invocation;
    const { target } = invocation.schedule;
    measure(call, invocation, "InvocationAttemptCount");
    try {
      await sendToTarget(call, invocation, job.attempts);
      complete(call, invocation);
      return "done";
    } catch (error) {
      const failure = failureOf(error);
      const { MaximumRetryAttempts = retriesDefault, MaximumEventAgeInSeconds = ageSecondsDefault } =
        target.RetryPolicy ?? {};
      const delayMs = Math.min(delayMsMin * 2 ** job.attempts, delayMsMax);
      const isTooOld = call.clock.now() + delayMs - invocation.scheduledAt > MaximumEventAgeInSeconds * 1000;
      const isTriedEnough = job.attempts >= MaximumRetryAttempts;
      measure(call, invocation, "TargetErrorCount");
      if (!failure.isFinal && !isTooOld && !isTriedEnough) return { retry: { delayMs } };
      const condition = isTriedEnough ? "MaximumRetryAttempts" : "MaximumEventAgeInSeconds";
      await giveUp(call, invocation, {
        failure,
        retries: job.attempts,
        exhausted: failure.isFinal ? undefined : condition,
      });
      complete(call, invocation);
      return "done";
    }
  },
};

async function sendToTarget(call: Call<SchedulerStore>, invocation: Invocation, attempts: number): Promise<void> {
  const { target } = invocation.schedule;
  const arn = target.Arn ?? "";
  const { aws, endpoint, clock, ids } = call;
  const universal = universalTarget(arn);
  if (universal !== undefined) {
    const parameters = JSON.parse(payloadOf(call, invocation, attempts)) as Json;
    const principal = await roleOf(call, invocation);
    await callService(aws, universal.service, universal.action, { parameters, principal });
    return;
  }
  const bridge = target.EventBridgeParameters;
  await send({
    aws,
    endpoint,
    arn,
    principal: await roleOf(call, invocation),
    payload: payloadOf(call, invocation, attempts),
    now: clock.now(),
    messageGroupId: target.SqsParameters?.MessageGroupId,
    partitionKey: target.KinesisParameters?.PartitionKey,
    logStream: ids.uuid(),
    ...(bridge === undefined
      ? {}
      : {
          entry: {
            source: bridge.Source ?? "",
            detailType: bridge.DetailType ?? "",
            resources: [arnOf(call, invocation)],
          },
        }),
  });
}

function roleOf(call: Call<SchedulerStore>, { schedule, executionId }: Invocation): Promise<Principal> {
  const { store, account } = call;
  // Trust policies name the group. https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
  const service = servicePrincipal("scheduler.amazonaws.com", account, groupArn(store.scope, schedule.groupName));
  return store.roles.principal(schedule.target.RoleArn ?? "", service, executionId.replaceAll("-", ""));
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html */
function payloadOf(call: Call<SchedulerStore>, invocation: Invocation, attempts: number): string {
  const { schedule, executionId, scheduledAt } = invocation;
  const time = `${new Date(scheduledAt).toISOString().slice(0, 19)}Z`;
  const { Input } = schedule.target;
  if (Input === undefined) return defaultEvent(call, invocation, time);
  const attributes: Readonly<Record<string, string>> = {
    "schedule-arn": arnOf(call, invocation),
    "scheduled-time": time,
    "execution-id": executionId,
    "attempt-number": String(attempts + 1),
  };
  return Input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (whole, name: string) => attributes[name] ?? whole);
}

function defaultEvent(call: Call<SchedulerStore>, invocation: Invocation, time: string): string {
  const { account, region } = call.store.scope;
  return JSON.stringify({
    version: "0",
    id: invocation.executionId,
    "detail-type": "Scheduled Event",
    source: "aws.scheduler",
    account,
    time,
    region,
    resources: [arnOf(call, invocation)],
    detail: "{}",
  });
}

interface GivenUp {
  readonly failure: Failure;
  readonly retries: number;
  readonly exhausted: string | undefined;
}

async function giveUp(call: Call<SchedulerStore>, invocation: Invocation, given: GivenUp): Promise<void> {
  const { aws, endpoint, log } = call;
  const { target } = invocation.schedule;
  const arn = arnOf(call, invocation);
  const queueArn = target.DeadLetterConfig?.Arn;
  measure(call, invocation, "InvocationDroppedCount");
  const fields = { schedule: arn, target: target.Arn, reason: given.failure.message };
  if (queueArn === undefined) {
    log.warn("invocation was dropped as its target did not take it", fields);
    return;
  }
  try {
    await sendLetter({
      aws,
      endpoint,
      principal: await roleOf(call, invocation),
      queueArn,
      body: payloadOf(call, invocation, given.retries),
      attributes: {
        SCHEDULE_ARN: arn,
        TARGET_ARN: target.Arn,
        ERROR_CODE: given.failure.code,
        ERROR_MESSAGE: given.failure.message,
        EXECUTION_ID: invocation.executionId,
        SCHEDULED_TIME: `${new Date(invocation.scheduledAt).toISOString().slice(0, 19)}Z`,
        RETRY_ATTEMPTS: String(given.retries),
        EXHAUSTED_RETRY_CONDITION: given.exhausted,
        IS_PAYLOAD_TRUNCATED: "false",
      },
    });
    measure(call, invocation, "InvocationsSentToDeadLetterCount");
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    log.warn("invocation was dropped as its dead-letter queue did not take it", { ...fields, reason });
  }
}

/** A schedule that is over goes away by itself where it was told to. */
function complete({ store }: Call<SchedulerStore>, { schedule, isLast }: Invocation): void {
  if (!isLast || schedule.actionAfterCompletion !== "DELETE") return;
  const found = store.findSchedule(schedule.groupName, schedule.name);
  if (found?.revision === schedule.revision && found.createdAt === schedule.createdAt) store.deleteSchedule(found);
}

const arnOf = ({ store }: Call<SchedulerStore>, { schedule }: Invocation): string =>
  scheduleArn(store.scope, schedule.groupName, schedule.name);

function measure({ metrics }: Call<SchedulerStore>, { schedule }: Invocation, name: string): void {
  const dimensions = { ScheduleGroup: schedule.groupName };
  metrics.record({ namespace: "AWS/Scheduler", name, value: 1, unit: "Count", dimensions });
}
