import type { Address } from "../model.ts";

/** The address as it is while nobody has it. */
export function released(address: Address): Address {
  const { AssociationId: _, NetworkInterfaceId: __, PrivateIpAddress: ___, ...free } = address;
  return free;
}
