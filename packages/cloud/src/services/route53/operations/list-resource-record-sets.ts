import { onZone } from "../access.ts";
import { invalidInput } from "../errors.ts";
import type { RecordSet } from "../model.ts";
import { fullName, printedName, sortName } from "../names.ts";
import { recordOutput } from "../records/record-output.ts";
import type { Route53Operation } from "../shapes.ts";

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html */
const pageMax = 300;

export const listResourceRecordSets: Route53Operation<"ListResourceRecordSets"> = {
  access: onZone("ListResourceRecordSets"),

  run({ store }, input) {
    const { HostedZoneId = "", StartRecordName: name, StartRecordType: type, StartRecordIdentifier: set } = input;
    if (type !== undefined && name === undefined) {
      throw invalidInput("The input is not valid: StartRecordType requires StartRecordName");
    }
    const max = Math.min(Number(input.MaxItems ?? pageMax), pageMax);
    const start = name === undefined ? "" : orderOf(fullName(name), type ?? "", set ?? "");
    const zone = store.zone(HostedZoneId);
    const page: RecordSet[] = [];
    let next: RecordSet | undefined;
    for (const record of store.records(zone.id)) {
      if (orderOf(record.Name, record.Type, record.SetIdentifier ?? "") < start) continue;
      if (page.length === max) {
        next = record;
        break;
      }
      page.push(record);
    }
    return {
      ResourceRecordSets: page.map(recordOutput),
      IsTruncated: next !== undefined,
      MaxItems: max,
      ...(next && {
        NextRecordName: printedName(next.Name),
        NextRecordType: next.Type,
        ...(next.SetIdentifier !== undefined && { NextRecordIdentifier: next.SetIdentifier }),
      }),
    };
  },
};

const orderOf = (name: string, type: string, set: string): string => [sortName(name), type, set].join("\0");
