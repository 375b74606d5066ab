import { parseArn } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import { valueAt } from "../../../inputs/json-path.ts";
import type { Call } from "../../../kernel/operation.ts";
import { accountPrincipal, type Principal, servicePrincipal } from "../../../kernel/principal.ts";
import { optionsFor, send } from "../../../targets/send.ts";
import { callDestination } from "../connections/call-destination.ts";
import type { BusEvent } from "../model.ts";
import type { EventsStore } from "../store.ts";
import type { QueuedDelivery } from "./jobs.ts";
import { targetInput } from "./target-input.ts";

export type Entry = NonNullable<Parameters<typeof send>[0]["entry"]>;

/** What one bus tells the next about an event, and nobody else may: such entries only come from inside. */
export interface ForwardedEntry {
  readonly internalMetadata?: { readonly event: BusEvent };
}

/** Hands an event to a target of a rule, with the target's role or as EventBridge for the rule. Throws what it throws. */
export async function sendToTarget(call: Call<EventsStore>, queued: QueuedDelivery): Promise<void> {
  const { target, event } = queued;
  const arn = target.Arn ?? "";
  const { service = "", resource = "" } = parseArn(arn) ?? {};
  const payload = targetInput(queued);
  if (service === "events" && resource.startsWith("api-destination/")) {
    await callDestination(call, { arn, payload, event, parameters: target.HttpParameters });
    return;
  }
  const principal = await principalFor(call, queued);
  if (service === "events") {
    await forward(call, queued, principal);
    return;
  }
  await send({
    aws: call.aws,
    endpoint: call.endpoint,
    arn,
    principal,
    payload,
    now: call.clock.now(),
    messageGroupId: target.SqsParameters?.MessageGroupId,
    partitionKey: partitionKeyOf(queued),
    logStream: call.ids.uuid(),
  });
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_KinesisParameters.html */
function partitionKeyOf({ target, event }: QueuedDelivery): string {
  const path = target.KinesisParameters?.PartitionKeyPath;
  const found = path === undefined ? undefined : valueAt(path, event);
  return found === undefined ? event.id : typeof found === "string" ? found : JSON.stringify(found);
}

async function principalFor({ store, account }: Call<EventsStore>, queued: QueuedDelivery): Promise<Principal> {
  const { target, ruleArn } = queued;
  const service = servicePrincipal("events.amazonaws.com", account, ruleArn);
  if (target.RoleArn !== undefined) {
    return store.roles.principal(target.RoleArn, service, queued.event.id.replaceAll("-", ""));
  }
  // The policies of buses name accounts, and what belongs to an account may send to its own buses.
  return parseArn(target.Arn ?? "")?.service === "events" ? accountPrincipal(account) : service;
}

/** To another bus goes the event itself: its id, time and account stay what they are. */
async function forward(call: Call<EventsStore>, queued: QueuedDelivery, principal: Principal): Promise<void> {
  const { target, event } = queued;
  const arn = target.Arn ?? "";
  const destination = parseArn(arn);
  if (event.account !== call.account && destination?.account !== call.account) {
    throw new AwsError("ThirdAccountHop", "THIRD_ACCOUNT_HOP_DETECTED", { status: 400 });
  }
  const entry = {
    EventBusName: arn,
    Source: event.source,
    DetailType: event["detail-type"],
    Detail: JSON.stringify(event.detail),
    internalMetadata: { event },
  };
  const { Entries: [failure] = [] } = await call.aws.call(
    "events",
    "PutEvents",
    { Entries: [entry] },
    optionsFor({ arn, principal }),
  );
  if (failure?.ErrorCode !== undefined) throw new AwsError(failure.ErrorCode, failure.ErrorMessage ?? "");
}
