import { parseArn } from "@millrace/core";
import type { AwsError } from "@millrace/wire";
import type { Call, Scope } from "../../../kernel/operation.ts";
import { type Entry, elsewhere, entryBytes, putEntry, type Result } from "../buses/put-entries.ts";
import { validation } from "../errors.ts";
import { busArn, busNameOf } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";
import type { EventsStore } from "../store.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const entriesMax = 10;
const entriesBytesMax = 1024 * 1024;

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export const putEvents: EventsOperation<"PutEvents"> = {
  access({ Entries = [] }, scope, _, principal) {
    // What services tell of themselves is on their own account's bus without any policy.
    if (principal.kind === "service" && principal.account === scope.account) return [];
    return Entries.filter(({ EventBusName = "" }) => isHere(EventBusName, scope)).map((entry) => ({
      action: "events:PutEvents",
      resource: busArn(scope, busNameOf(entry.EventBusName)),
      context: { "events:source": entry.Source ?? "", "events:detail-type": entry.DetailType ?? "" },
    }));
  },

  async run(call, { Entries = [] }) {
    if (Entries.length > entriesMax) throw tooMany(Entries);
    const bytes = Entries.reduce((sum, entry) => sum + entryBytes(entry), 0);
    if (bytes > entriesBytesMax) throw validation("Total size of the entries in the request is over the limit.");

    // All that is for here at once, in one turn.
    const results = Entries.map((entry) => (elsewhere(call, entry) === undefined ? putEntry(call, entry) : undefined));
    const answers: Result[] = [];
    for (const [at, entry] of Entries.entries()) answers.push(results[at] ?? (await putElsewhere(call, entry)));
    return { FailedEntryCount: answers.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries: answers };
  },
};

function isHere(bus: string, { account, region }: Scope): boolean {
  const arn = parseArn(bus);
  return arn === undefined || (arn.account === account && arn.region === region);
}

/** The policies there have a say. */
async function putElsewhere(call: Call<EventsStore>, entry: Entry): Promise<Result> {
  const { principal, aws } = call;
  const output = await aws.call("events", "PutEvents", { Entries: [entry] }, { principal, ...elsewhere(call, entry) });
  return output.Entries?.[0] ?? {};
}

/** AWS shows the entries as Java prints them. */
function tooMany(entries: readonly Entry[]): AwsError {
  const shown = entries.map(
    ({ Time, Source, Resources, DetailType, Detail, EventBusName, TraceHeader }) =>
      `PutEventsRequestEntry(time=${Time?.toISOString() ?? null}, source=${Source ?? null}, ` +
      `resources=${Resources === undefined ? null : `[${Resources.join(", ")}]`}, detailType=${DetailType ?? null}, ` +
      `detail=${Detail ?? null}, eventBusName=${EventBusName ?? null}, traceHeader=${TraceHeader ?? null}, ` +
      "kmsKeyIdentifier=null, internalMetadata=null)",
  );
  return validation(
    `1 validation error detected: Value '[${shown.join(", ")}]' at 'entries' failed to satisfy constraint: Member must have length less than or equal to ${entriesMax}`,
  );
}
