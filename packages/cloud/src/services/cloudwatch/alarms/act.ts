import { AwsError } from "@millrace/wire";
import type { JobHandler } from "../../../kernel/job-handler.ts";
import type { Call } from "../../../kernel/operation.ts";
import { servicePrincipal } from "../../../kernel/principal.ts";
import type { CloudWatchStore } from "../store.ts";
import { type Alarm, type AlarmState, actionsOf, type CompositeAlarm, type Suppressed, typeOf } from "./model.ts";
import { lambdaEvent, snsMessage, snsSubject, stateChange } from "./notification.ts";
import { suppression } from "./suppression.ts";

export const actJob = "act";
export const announceJob = "announce";
export const releaseJob = "release";

export interface Act {
  readonly alarm: Alarm;
  readonly previous: AlarmState;
  /** ARN of what is to be told. */
  readonly action: string;
}

/** Queues what an alarm's new state asks for, and the event that tells of it. */
export function queueActions(call: Call<CloudWatchStore>, alarm: Alarm, previous: AlarmState): void {
  call.jobs.add(announceJob, { alarm, previous });
  if (!alarm.isEnabled) return;
  const suppressed = suppression(call.store, alarm, call.clock.now());
  if (alarm.kind === "composite" && (suppressed ?? alarm.suppressed) !== undefined) keepBack(call, alarm, suppressed);
  if (suppressed === undefined) queueActs(call, alarm, previous);
}

export function queueActs({ jobs }: Call<CloudWatchStore>, alarm: Alarm, previous: AlarmState): void {
  for (const action of actionsOf(alarm)) jobs.add(actJob, { alarm, previous, action } satisfies Act);
}

/** Writes down why an alarm's actions are kept back, and when that ends by itself. */
export function keepBack(
  { store, clock, jobs }: Call<CloudWatchStore>,
  alarm: CompositeAlarm,
  suppressed: Suppressed | undefined,
): void {
  store.putAlarm({ ...alarm, suppressed });
  const until = suppressed?.until;
  if (until !== undefined) jobs.add(releaseJob, { alarm: alarm.name, until }, { delayMs: until - clock.now() });
}

/** Tells one receiver. As on AWS it is tried once: whether it worked stands in the alarm's history. */
export const runAct: JobHandler<CloudWatchStore> = {
  laneConcurrencyMax: 8,

  async run(call, job) {
    const act = job.payload as Act;
    const failure = await attempt(call, act);
    const { alarm, action } = act;
    const hasWorked = failure === undefined;
    call.store.addHistory({
      alarm: alarm.name,
      type: typeOf(alarm),
      at: call.clock.now(),
      kind: "Action",
      summary: hasWorked
        ? `Successfully executed action ${action}`
        : `Failed to execute action ${action}. Received error: "${failure}"`,
      data: JSON.stringify({
        actionState: hasWorked ? "Succeeded" : "Failed",
        stateUpdateTimestamp: alarm.state.updatedAt,
        notificationResource: action,
        ...(hasWorked ? {} : { error: failure }),
      }),
    });
    return "done";
  },
};

async function attempt(call: Call<CloudWatchStore>, act: Act): Promise<string | undefined> {
  try {
    await tell(call, act);
    return undefined;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return error.message;
  }
}

async function tell(call: Call<CloudWatchStore>, { alarm, previous, action }: Act): Promise<void> {
  const [, , service = "", region = call.region, account = call.account] = action.split(":");
  if (service === "sns") {
    const principal = servicePrincipal("cloudwatch.amazonaws.com", call.account, alarm.arn);
    const Message = JSON.stringify(snsMessage(call, alarm, previous));
    const input = { TopicArn: action, Subject: snsSubject(call, alarm), Message };
    await call.aws.call("sns", "Publish", input, { principal, region, account });
  } else if (service === "lambda") {
    const principal = servicePrincipal("lambda.alarms.cloudwatch.amazonaws.com", call.account, alarm.arn);
    const Payload = Buffer.from(JSON.stringify(lambdaEvent(call, alarm, previous)));
    const input = { FunctionName: action, InvocationType: "Event" as const, Payload };
    await call.aws.call("lambda", "Invoke", input, { principal, region, account });
  } else if (service !== "autoscaling") {
    // Scaling policies look after their alarms themselves, as long as these are in ALARM.
    call.log.info("alarm action is accepted and does nothing here", { alarm: alarm.name, action });
  }
}

/** Puts the change on the account's default bus; where there is none nobody listens. */
export const runAnnounce: JobHandler<CloudWatchStore> = {
  laneConcurrencyMax: 4,

  async run(call, job) {
    const { alarm, previous } = job.payload as Act;
    const principal = servicePrincipal("cloudwatch.amazonaws.com", call.account, alarm.arn);
    try {
      await call.aws.call("events", "PutEvents", { Entries: [stateChange(alarm, previous)] }, { principal });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      call.log.info("nobody took an alarm's change of state", { alarm: alarm.name, error: error.message });
    }
    return "done";
  },
};
