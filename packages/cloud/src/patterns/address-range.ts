import { BlockList, isIP } from "node:net";

/** Whether an address lies in a range such as `10.0.0.0/24` or `2001:db8::/32`; a bare address is a range of one. */
export function isInRange(address: string, range: string): boolean {
  const [net = "", bits] = range.split("/");
  const family = isIP(net);
  if (family === 0 || isIP(address) !== family) return false;
  const type = family === 6 ? "ipv6" : "ipv4";
  const list = new BlockList();
  list.addSubnet(net, bits === undefined ? (family === 6 ? 128 : 32) : Number(bits), type);
  return list.check(address, type);
}

export function isRange(range: string): boolean {
  const [net = "", bits = ""] = range.split("/");
  const family = isIP(net);
  return family !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32);
}
