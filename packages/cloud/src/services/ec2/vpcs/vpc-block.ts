import { formatBlock, parseBlock } from "../../../reach/cidr.ts";
import { ec2Error, invalidCidr, missingParameter } from "../errors.ts";

/** https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#vpc-sizing-ipv4 */
const bitsMin = 16;
const bitsMax = 28;

/** The block of a VPC or subnet as AWS keeps it: bits behind the prefix are dropped. */
export function checkedBlockOf(cidr: string | undefined, code: "InvalidSubnet.Range" | "InvalidVpc.Range"): string {
  if (cidr === undefined) throw missingParameter("cidrBlock");
  const block = cidr.includes("/") ? parseBlock(cidr) : undefined;
  if (block === undefined) throw invalidCidr(cidr);
  if (block.bits < bitsMin || block.bits > bitsMax) throw ec2Error(code, `The CIDR '${cidr}' is invalid.`);
  return formatBlock(block);
}

export const checkedVpcBlock = (cidr: string | undefined): string => checkedBlockOf(cidr, "InvalidVpc.Range");
