import { onZone } from "../access.ts";
import type { HostedZone, RecordSet } from "../model.ts";
import { fullName } from "../names.ts";
import type { Route53Operation } from "../shapes.ts";
import type { Route53Store } from "../store.ts";

/** @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_TestDNSAnswer.html */
export const testDnsAnswer: Route53Operation<"TestDNSAnswer"> = {
  access: onZone("TestDNSAnswer"),

  run({ store }, { HostedZoneId = "", RecordName = "", RecordType = "A" }) {
    const zone = store.zone(HostedZoneId);
    const found = answerOf(store, zone, fullName(RecordName), RecordType);
    return {
      Nameserver: zone.nameServers[0],
      RecordName,
      RecordType,
      RecordData: (found?.ResourceRecords ?? []).flatMap(({ Value }) => Value ?? []),
      ResponseCode: found === undefined && !hasName(store, zone, fullName(RecordName)) ? "NXDOMAIN" : "NOERROR",
      Protocol: "UDP",
    };
  },
};

/** The record of a name, or of the wildcard that stands for it. An alias of the same zone is followed. */
function answerOf(store: Route53Store, zone: HostedZone, name: string, type: string): RecordSet | undefined {
  const records = [...store.records(zone.id)];
  const labels = name.split(".");
  const names = [name, ...labels.slice(1, -1).map((_, at) => `*.${labels.slice(at + 1).join(".")}`)];
  for (const candidate of names) {
    const found = records.find((record) => record.Name === candidate && record.Type === type);
    const { DNSName, HostedZoneId } = found?.AliasTarget ?? {};
    if (DNSName !== undefined && HostedZoneId === zone.id && fullName(DNSName) !== name) {
      return answerOf(store, zone, fullName(DNSName), type);
    }
    if (found !== undefined) return found;
  }
  return undefined;
}

const hasName = (store: Route53Store, zone: HostedZone, name: string): boolean =>
  [...store.records(zone.id)].some((record) => record.Name === name);
