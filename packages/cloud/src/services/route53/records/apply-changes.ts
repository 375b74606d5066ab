import type { Change } from "@aws-sdk/client-route-53";
import type { HostedZone, RecordSet } from "../model.ts";
import { fullName, printedName } from "../names.ts";
import type { Route53Store } from "../store.ts";
import { isOwnRecord } from "../zones/new-zone.ts";
import { conflictIn, mistakeIn } from "./check-record.ts";

interface Planned {
  readonly mistakes: readonly string[];
  readonly apply: () => void;
}

/** Works out all changes of a batch, each on what the ones before it leave; all of them are made, or none. */
export function planChanges(store: Route53Store, zone: HostedZone, changes: readonly Change[]): Planned {
  const records = new Map([...store.records(zone.id)].map((record) => [identity(record), record]));
  const mistakes: string[] = [];
  const asked = changes.map(({ Action: action, ResourceRecordSet: given }) => ({ action, record: recordOf(given) }));
  for (const { action, record } of asked) {
    const mistake =
      action === "DELETE" ? refusedDeletion(zone, record, records) : refusedPut(zone, record, records, action);
    if (mistake !== undefined) mistakes.push(mistake);
    else if (action === "DELETE") records.delete(identity(record));
    else records.set(identity(record), record);
  }
  return {
    mistakes,
    apply() {
      for (const before of [...store.records(zone.id)]) {
        if (!records.has(identity(before))) store.deleteRecord(zone.id, before);
      }
      for (const { record } of asked) {
        const after = records.get(identity(record));
        if (after !== undefined) store.putRecord(zone.id, after);
      }
    },
  };
}

const recordOf = (given: Change["ResourceRecordSet"]): RecordSet =>
  ({ ...given, Name: fullName(given?.Name ?? ""), Type: given?.Type ?? "" }) as RecordSet;

const identity = ({ Name, Type, SetIdentifier = "" }: RecordSet): string => JSON.stringify([Name, Type, SetIdentifier]);

function described({ Name, Type, SetIdentifier }: RecordSet): string {
  const set = SetIdentifier === undefined ? "" : `, set identifier='${SetIdentifier}'`;
  return `resource record set [name='${printedName(Name)}', type='${Type}'${set}]`;
}

function refusedPut(
  zone: HostedZone,
  record: RecordSet,
  records: ReadonlyMap<string, RecordSet>,
  action: string | undefined,
): string | undefined {
  const mistake = mistakeIn(zone, record) ?? conflictIn(zone, record, records.values());
  if (mistake !== undefined) return mistake;
  const isThere = records.has(identity(record));
  return action === "CREATE" && isThere ? `Tried to create ${described(record)} but it already exists` : undefined;
}

function refusedDeletion(
  zone: HostedZone,
  record: RecordSet,
  records: ReadonlyMap<string, RecordSet>,
): string | undefined {
  const before = records.get(identity(record));
  if (before === undefined) return `Tried to delete ${described(record)} but it was not found`;
  if (isOwnRecord(zone, record)) {
    return record.Type === "SOA"
      ? "A HostedZone must contain exactly one SOA record."
      : "A HostedZone must contain at least one NS record for the zone itself.";
  }
  if (contentOf(before) === contentOf(record)) return undefined;
  return `Tried to delete ${described(record)} but the values provided do not match the current values`;
}

/** What a deletion must repeat. The order of values says nothing. */
function contentOf({ ResourceRecords: values, AliasTarget: alias, TTL: ttl }: RecordSet): string {
  const target = alias && [alias.HostedZoneId, fullName(alias.DNSName ?? ""), alias.EvaluateTargetHealth === true];
  return JSON.stringify([(values ?? []).map(({ Value }) => Value).sort(), target, ttl]);
}
