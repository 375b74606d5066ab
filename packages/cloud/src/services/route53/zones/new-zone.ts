import type { Ids } from "@millrace/core";
import type { HostedZone, RecordSet } from "../model.ts";

const idAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const idLength = 20;
const domains = ["com", "net", "org", "co.uk"];
const day = 86_400;

/** e.g. `Z0123456789ABCDEFGHIJ` */
export const newId = (ids: Ids, letter: "Z" | "C"): string =>
  letter + [...ids.bytes(idLength)].map((byte) => idAlphabet[byte % idAlphabet.length]).join("");

/** Four that look like Route 53's own. */
export const newNameServers = (ids: Ids): string[] =>
  domains.map((domain, at) => {
    const [high = 0, low = 0] = ids.bytes(2);
    return `ns-${(high * 2 + at) % 2048}.awsdns-${String(low % 64).padStart(2, "0")}.${domain}`;
  });

/** What every zone has from its beginning to its end. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html */
export function ownRecords({ name, nameServers }: HostedZone): RecordSet[] {
  const [first = ""] = nameServers;
  const start = `${first}. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400`;
  return [
    { Name: name, Type: "NS", TTL: 2 * day, ResourceRecords: nameServers.map((server) => ({ Value: `${server}.` })) },
    { Name: name, Type: "SOA", TTL: 900, ResourceRecords: [{ Value: start }] },
  ];
}

export const isOwnRecord = ({ name }: HostedZone, { Name, Type }: RecordSet): boolean =>
  Name === name && (Type === "NS" || Type === "SOA");
