import type { NetworkAclEntry } from "@aws-sdk/client-ec2";

const lastRule = 32_767;

const entry = (RuleNumber: number, RuleAction: "allow" | "deny", Egress: boolean): NetworkAclEntry => ({
  CidrBlock: "0.0.0.0/0",
  Egress,
  Protocol: "-1",
  RuleAction,
  RuleNumber,
});

/** What no ACL is without: everything else is denied. */
export const lastEntries: NetworkAclEntry[] = [entry(lastRule, "deny", true), entry(lastRule, "deny", false)];

/** Of the ACL that a VPC has from its beginning. */
export const defaultEntries: NetworkAclEntry[] = [
  entry(100, "allow", true),
  entry(100, "allow", false),
  ...lastEntries,
];
