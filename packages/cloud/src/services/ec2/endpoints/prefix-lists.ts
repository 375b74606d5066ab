import { createHash } from "node:crypto";
import type { PrefixList } from "@aws-sdk/client-ec2";

/** The services that have gateways, with a block of addresses that stands for all of theirs. */
const gatewayServices: Readonly<Record<string, string>> = { s3: "52.216.0.0/15", dynamodb: "52.94.0.0/22" };

export const isGatewayService = (service: string): boolean => Object.hasOwn(gatewayServices, service);

/** The lists that AWS keeps in a region. */
export const prefixLists = (region: string): (PrefixList & { readonly PrefixListId: string })[] =>
  Object.entries(gatewayServices).map(([service, cidr]) => {
    const PrefixListName = `com.amazonaws.${region}.${service}`;
    const hash = createHash("sha256").update(PrefixListName).digest("hex");
    return { PrefixListId: `pl-${hash.slice(0, 8)}`, PrefixListName, Cidrs: [cidr] };
  });

export const prefixListOf = (region: string, serviceName: string): PrefixList | undefined =>
  prefixLists(region).find(({ PrefixListName }) => PrefixListName === serviceName);
