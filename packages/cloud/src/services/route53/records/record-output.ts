import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import type { RecordSet } from "../model.ts";
import { fullName, printedName } from "../names.ts";

export function recordOutput(record: RecordSet): ResourceRecordSet {
  const { AliasTarget: alias } = record;
  return {
    ...(record as ResourceRecordSet),
    Name: printedName(record.Name),
    ...(alias && { AliasTarget: { ...alias, DNSName: printedName(fullName(alias.DNSName ?? "")) } }),
  };
}
