import { BlockList, isIP } from "node:net";

/** Whether an address lies in a subnet such as `10.0.0.0/8`. */
export function inSubnet(address: string, subnet: string): boolean {
  const [base = "", bits = ""] = subnet.split("/");
  const kind = isIP(base);
  const size = Number(bits);
  if (kind === 0 || isIP(address) !== kind || !Number.isInteger(size) || size < 0 || size > (kind === 4 ? 32 : 128)) {
    return false;
  }
  const family = kind === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  list.addSubnet(base, size, family);
  return list.check(address, family);
}
