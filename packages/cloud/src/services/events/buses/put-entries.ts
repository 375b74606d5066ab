import { parseArn } from "@millrace/core";
import type { Call } from "../../../kernel/operation.ts";
import { type BusEvent, busNameOf, isoSeconds } from "../model.ts";
import type { Shapes } from "../shapes.ts";
import type { EventsStore } from "../store.ts";
import { dispatch } from "../targets/dispatch.ts";
import type { ForwardedEntry } from "../targets/send-to-target.ts";

export type Entry = NonNullable<Shapes["PutEvents"]["input"]["Entries"]>[number] & ForwardedEntry;
export type Result = NonNullable<Shapes["PutEvents"]["output"]["Entries"]>[number];

const failed = (ErrorCode: string, ErrorMessage: string): Result => ({ ErrorCode, ErrorMessage });

/** Where an entry's bus is, if that is another account or region. */
export function elsewhere(call: Call<EventsStore>, { EventBusName = "" }: Entry) {
  const arn = parseArn(EventBusName);
  const isHere = arn === undefined || (arn.account === call.account && arn.region === call.region);
  return isHere ? undefined : { account: arn.account, region: arn.region };
}

/** Puts one event on its bus, or says what is wrong with it. */
export function putEntry(call: Call<EventsStore>, entry: Entry): Result {
  const problem = problemOf(call, entry);
  if (problem !== undefined) return problem;
  let detail: unknown;
  try {
    detail = JSON.parse(entry.Detail ?? "");
  } catch {
    detail = undefined;
  }
  if (typeof detail !== "object" || detail === null || Array.isArray(detail)) {
    return failed("MalformedDetail", "Detail is malformed.");
  }
  const event = forwarded(call, entry) ?? newEvent(call, entry, detail);
  const busName = busNameOf(entry.EventBusName);
  // Observed on AWS: what is sent to a bus that is not there is accepted, and lost.
  if (call.store.findBus(busName) !== undefined) dispatch(call, event, { busName });
  return { EventId: event.id };
}

/** Services speak for themselves; nobody else may. */
function problemOf({ principal }: Call<EventsStore>, { Source, DetailType, Detail, internalMetadata }: Entry) {
  const required = { Source, DetailType, Detail };
  for (const [name, value] of Object.entries(required)) {
    if (!value) {
      return failed("InvalidArgument", `Parameter ${name} is not valid. Reason: ${name} is a required argument.`);
    }
  }
  const isReserved = Source?.startsWith("aws.") === true && internalMetadata === undefined;
  return isReserved && principal.kind !== "service"
    ? failed("NotAuthorizedForSourceException", "Not authorized for the source.")
    : undefined;
}

/** Entries that bring an event along come from inside; those of clients cannot. */
const forwarded = ({ method }: Call<EventsStore>, { internalMetadata }: Entry): BusEvent | undefined =>
  method === undefined ? internalMetadata?.event : undefined;

function newEvent(
  call: Call<EventsStore>,
  { Source = "", DetailType = "", Time, Resources = [] }: Entry,
  detail: object,
): BusEvent {
  const { ids, clock, region, principal, account } = call;
  return {
    version: "0",
    id: ids.uuid(),
    "detail-type": DetailType,
    source: Source,
    account: principal.kind === "anonymous" ? account : principal.account,
    time: isoSeconds(Time?.getTime() ?? clock.now()),
    region,
    resources: Resources,
    detail,
  };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
export function entryBytes({ Time, Source = "", DetailType = "", Detail = "", Resources = [] }: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((bytes, text) => bytes + Buffer.byteLength(text), Time === undefined ? 0 : 14);
}
