import type { NetworkAclEntry } from "@aws-sdk/client-ec2";
import { type Block, contains, overlaps, parseBlock } from "./cidr.ts";
import type { GroupRule, Network } from "./network.ts";
import type { Step } from "./path.ts";

/** The other end of a connection, as rules name it. */
export interface Peer {
  readonly name: string;
  readonly block: Block;
  readonly groupIds: readonly string[];
  readonly prefixListId?: string | undefined;
}

interface Ports {
  readonly from: number;
  readonly to: number;
}

type Direction = "in" | "out";

/** Answers go to ports that the caller's system chose: these are the ones of Amazon Linux. */
const answerPorts: Ports = { from: 32_768, to: 60_999 };
const protocols: ReadonlySet<string> = new Set(["-1", "6", "tcp"]);

/** What the groups of one end say to a connection; who has no groups is stopped by none. */
export function* passGroups(
  network: Network,
  groupIds: readonly string[] | undefined,
  direction: Direction,
  peer: Peer,
  ports: readonly number[],
): Generator<Step> {
  if (groupIds === undefined) return;
  const rules = network.groupRules.filter(
    (rule) => groupIds.includes(rule.GroupId) && rule.IsEgress === (direction === "out"),
  );
  const rule = rules.find((one) => ports.some((port) => hasPort(one, port)) && names(one, peer));
  const [port = 0] = ports;
  const words = direction === "in" ? "in" : "out";
  const toward = direction === "in" ? "from" : "to";
  if (rule !== undefined) {
    yield { at: rule.GroupId, says: `lets ${words} tcp ${port} ${toward} ${peer.name} (${rule.SecurityGroupRuleId})` };
    return;
  }
  const [group = "no security group"] = groupIds;
  yield {
    at: groupIds.join(", ") || group,
    says: `has no rule that lets ${words} tcp ${port} ${toward} ${peer.name}`,
    add: authorizeCommand(group, direction, peer, port),
  };
}

const hasPort = ({ IpProtocol, FromPort, ToPort }: GroupRule, port: number): boolean =>
  IpProtocol === "-1" || (protocols.has(IpProtocol) && FromPort <= port && port <= ToPort);

function names({ CidrIpv4, PrefixListId, ReferencedGroupInfo }: GroupRule, peer: Peer): boolean {
  const group = ReferencedGroupInfo?.GroupId;
  if (group !== undefined) return peer.groupIds.includes(group);
  if (PrefixListId !== undefined) return PrefixListId === peer.prefixListId;
  const block = parseBlock(CidrIpv4 ?? "");
  return block !== undefined && contains(block, peer.block);
}

function authorizeCommand(group: string, direction: Direction, { groupIds, prefixListId }: Peer, port: number): string {
  const [other] = groupIds;
  const command = `aws ec2 authorize-security-group-${direction === "in" ? "ingress" : "egress"} --group-id ${group}`;
  if (direction === "in" && other !== undefined)
    return `${command} --protocol tcp --port ${port} --source-group ${other}`;
  const peer =
    other !== undefined
      ? `UserIdGroupPairs=[{GroupId=${other}}]`
      : prefixListId !== undefined
        ? `PrefixListIds=[{PrefixListId=${prefixListId}}]`
        : "IpRanges=[{CidrIp=0.0.0.0/0}]";
  return `${command} --ip-permissions IpProtocol=tcp,FromPort=${port},ToPort=${port},${peer}`;
}

/** What the ACL of a subnet says to a connection, whose answers it does not know: they go the other way by themselves. */
export function* passAcl(
  network: Network,
  subnetId: string,
  direction: Direction,
  peer: Peer,
  port: number,
): Generator<Step> {
  const acl = network.networkAcls.find(({ Associations }) =>
    Associations.some(({ SubnetId }) => SubnetId === subnetId),
  );
  if (acl === undefined) return;
  const ways = [
    { isOut: direction === "out", ports: { from: port, to: port }, what: `tcp ${port}` },
    { isOut: direction !== "out", ports: answerPorts, what: `its answers, tcp ${answerPorts.from}-${answerPorts.to},` },
  ];
  for (const { isOut, ports, what } of ways) {
    const entry = firstEntry(acl.Entries, isOut, peer.block, ports);
    const way = isOut ? `out of ${subnetId} to` : `into ${subnetId} from`;
    if (entry?.RuleAction === "allow") {
      yield { at: acl.NetworkAclId, says: `lets ${what} ${way} ${peer.name} (rule ${entry.RuleNumber})` };
      continue;
    }
    const by =
      entry === undefined || entry.RuleNumber === lastRule ? "by no rule" : `but rule ${entry.RuleNumber} denies`;
    yield {
      at: acl.NetworkAclId,
      says: `lets ${what} ${way} ${peer.name} ${by}`,
      add: `aws ec2 create-network-acl-entry --network-acl-id ${acl.NetworkAclId} ${isOut ? "--egress" : "--ingress"} --rule-number 90 --protocol tcp --port-range From=${ports.from},To=${ports.to} --cidr-block 0.0.0.0/0 --rule-action allow`,
    };
  }
}

/** The asterisk that every list ends with. */
const lastRule = 32_767;

/** Rules are taken in their order. One that denies a part of it denies, as some of it would not get through. */
function firstEntry(
  entries: readonly NetworkAclEntry[],
  isOut: boolean,
  block: Block,
  ports: Ports,
): NetworkAclEntry | undefined {
  const ordered = entries
    .filter(({ Egress, Protocol = "" }) => Egress === isOut && protocols.has(Protocol))
    .sort((a, b) => (a.RuleNumber ?? 0) - (b.RuleNumber ?? 0));
  return ordered.find(({ CidrBlock, PortRange, Protocol, RuleAction }) => {
    const own = parseBlock(CidrBlock ?? "");
    if (own === undefined) return false;
    const range = Protocol === "-1" ? undefined : PortRange;
    const [from, to] = [range?.From ?? 0, range?.To ?? 65_535];
    return RuleAction === "allow"
      ? contains(own, block) && from <= ports.from && ports.to <= to
      : overlaps(own, block) && from <= ports.to && ports.from <= to;
  });
}
