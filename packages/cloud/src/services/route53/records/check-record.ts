import { isIP } from "node:net";
import type { HostedZone, RecordSet } from "../model.ts";
import { isWithin, printedName } from "../names.ts";

/** What Route 53 says of a record that no zone could have; undefined of one that is well. */
export function mistakeIn(zone: HostedZone, record: RecordSet): string | undefined {
  const { Name: name, Type: type, ResourceRecords: values, AliasTarget: alias, TTL: ttl } = record;
  const [shown, of] = [printedName(name), printedName(zone.name)];
  if (!isWithin(name, zone.name)) return `RRSet with DNS name ${shown} is not permitted in zone ${of}`;
  if (type === "CNAME" && name === zone.name) {
    return `RRSet of type CNAME with DNS name ${shown} is not permitted at apex in zone ${of}`;
  }
  if (alias === undefined && (values === undefined || values.length === 0)) {
    return `Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found none in Change with [Action=CREATE, Name=${shown}, Type=${type}, SetIdentifier=${record.SetIdentifier ?? "null"}]`;
  }
  if (alias !== undefined && (values !== undefined || ttl !== undefined)) {
    return `Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found more than one in Change with [Action=CREATE, Name=${shown}, Type=${type}, SetIdentifier=${record.SetIdentifier ?? "null"}]`;
  }
  for (const { Value: value = "" } of values ?? []) {
    const problem = problems[type]?.(value);
    if (problem !== undefined)
      return `Invalid Resource Record: 'FATAL problem: ${problem} encountered with '${value}''`;
  }
  return undefined;
}

const quoted = /^(?:"(?:[^"\\]|\\.)*"\s*)+$/s;

const problems: Readonly<Record<string, (value: string) => string | undefined>> = {
  A: (value) => (isIP(value) === 4 ? undefined : "ARRDATAIllegalIPv4Address (Value is not a valid IPv4 address)"),
  AAAA: (value) => (isIP(value) === 6 ? undefined : "AAAARRDATAIllegalIPv6Address (Value is not a valid IPv6 address)"),
  TXT: (value) =>
    quoted.test(value) ? undefined : "InvalidCharacterString (Value should be enclosed in quotation marks)",
};

/** What a CNAME has beside it of the same name, or the other way round. */
export function conflictIn(zone: HostedZone, record: RecordSet, others: Iterable<RecordSet>): string | undefined {
  for (const other of others) {
    if (other.Name !== record.Name || other.Type === record.Type) continue;
    if (other.Type !== "CNAME" && record.Type !== "CNAME") continue;
    return `RRSet of type ${record.Type} with DNS name ${printedName(record.Name)} is not permitted as it conflicts with other records with the same DNS name in zone ${printedName(zone.name)}`;
  }
  return undefined;
}
