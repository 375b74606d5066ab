import type { NetworkAclEntry } from "@aws-sdk/client-ec2";
import { formatBlock, parseBlock } from "../../../reach/cidr.ts";
import { ec2Error, invalidCidr, invalidValue } from "../errors.ts";
import type { NetworkAcl } from "../model.ts";

const ruleMax = 32_766;
const protocolNumbers: Readonly<Record<string, string>> = { all: "-1", icmp: "1", tcp: "6", udp: "17" };

export const isEntry = (entry: NetworkAclEntry, { RuleNumber, Egress }: NetworkAclEntry): boolean =>
  entry.RuleNumber === RuleNumber && entry.Egress === Egress;

/** An entry as it is asked for. */
export function wantedEntry(input: NetworkAclEntry): NetworkAclEntry {
  const {
    RuleNumber = 0,
    Protocol = "",
    CidrBlock,
    Ipv6CidrBlock,
    RuleAction,
    Egress,
    PortRange,
    IcmpTypeCode,
  } = input;
  if (RuleNumber < 1 || RuleNumber > ruleMax) {
    throw invalidValue(`Value (${RuleNumber}) for parameter ruleNumber is invalid. It must be from 1 to ${ruleMax}`);
  }
  const block = CidrBlock === undefined ? undefined : parseBlock(CidrBlock);
  if (CidrBlock !== undefined && block === undefined) throw invalidCidr(CidrBlock);
  return {
    ...{ RuleNumber, RuleAction, Egress, Protocol: protocolNumbers[Protocol.toLowerCase()] ?? Protocol },
    ...(block === undefined ? { Ipv6CidrBlock } : { CidrBlock: formatBlock(block) }),
    ...(PortRange === undefined ? {} : { PortRange }),
    ...(IcmpTypeCode === undefined ? {} : { IcmpTypeCode }),
  };
}

export const withEntry = (acl: NetworkAcl, entry: NetworkAclEntry): NetworkAcl => ({
  ...acl,
  Entries: [...acl.Entries.filter((one) => !isEntry(one, entry)), entry],
});

export const noEntry = (number: number | undefined): Error =>
  ec2Error(
    "InvalidNetworkAclEntry.NotFound",
    `the specified entry (rule number: ${number}) does not exist in this network ACL`,
  );
