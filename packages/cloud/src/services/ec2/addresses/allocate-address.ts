import { onNew } from "../access.ts";
import { ec2Error } from "../errors.ts";
import type { Address } from "../model.ts";
import type { Ec2Operation } from "../shapes.ts";
import { givenTags } from "../tags/given-tags.ts";

/** All of the block that is set aside for examples: nobody on the net has one of these. */
const addressesMax = 256;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AllocateAddress.html */
export const allocateAddress: Ec2Operation<"AllocateAddress"> = {
  access: onNew("AllocateAddress", "elastic-ip"),

  run({ store, region, ids }, { TagSpecifications }) {
    const taken = new Set(store.list("elastic-ip").map(({ PublicIp }) => PublicIp));
    let PublicIp = "";
    do PublicIp = `198.51.100.${ids.bytes(1)[0] ?? 0}`;
    while (taken.has(PublicIp) && taken.size < addressesMax);
    if (taken.size >= addressesMax) {
      throw ec2Error("AddressLimitExceeded", "The maximum number of addresses has been reached.");
    }
    const address: Address = {
      AllocationId: store.newId("elastic-ip"),
      PublicIp,
      Domain: "vpc",
      NetworkBorderGroup: region,
      PublicIpv4Pool: "amazon",
      Tags: givenTags(TagSpecifications, "elastic-ip"),
    };
    store.put("elastic-ip", address);
    const { Tags: _, ...answer } = address;
    return answer;
  },
};
