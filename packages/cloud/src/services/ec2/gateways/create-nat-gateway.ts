import { onNew } from "../access.ts";
import { ec2Error, missingParameter } from "../errors.ts";
import type { NatGateway } from "../model.ts";
import { newInterface } from "../network-interfaces/new-interface.ts";
import type { Ec2Operation } from "../shapes.ts";
import { givenTags } from "../tags/given-tags.ts";
import { natGatewayOutput } from "./nat-gateway-output.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html */
export const createNatGateway: Ec2Operation<"CreateNatGateway"> = {
  access: onNew("CreateNatGateway", "natgateway", ({ SubnetId }) => ({ subnet: SubnetId })),

  run(
    { store, clock },
    { SubnetId = "", AllocationId, ConnectivityType = "public", PrivateIpAddress, TagSpecifications },
  ) {
    const subnet = store.get("subnet", SubnetId);
    const Tags = givenTags(TagSpecifications, "natgateway");
    if (ConnectivityType === "public" && AllocationId === undefined) throw missingParameter("AllocationId");
    const address = AllocationId === undefined ? undefined : store.get("elastic-ip", AllocationId);
    if (address?.AssociationId !== undefined) {
      throw ec2Error("Resource.AlreadyAssociated", `Elastic IP address [${AllocationId}] is already associated`);
    }

    const NatGatewayId = store.newId("natgateway");
    const place = { subnet, type: "natGateway" as const, Description: `Interface for NAT Gateway ${NatGatewayId}` };
    const card = newInterface(store, { ...place, PrivateIpAddress, RequesterId: "amazon-nat" });
    const AssociationId = address === undefined ? undefined : `eipassoc-${store.hex()}`;
    const gateway: NatGateway = {
      NatGatewayId,
      SubnetId,
      VpcId: subnet.VpcId,
      ConnectivityType,
      NatGatewayAddresses: [
        {
          ...(address === undefined ? {} : { AllocationId, AssociationId, PublicIp: address.PublicIp }),
          NetworkInterfaceId: card.NetworkInterfaceId,
          PrivateIp: card.PrivateIpAddress,
          IsPrimary: true,
          Status: "succeeded",
        },
      ],
      State: "available",
      createdAt: clock.now(),
      Tags,
    };
    store.put("network-interface", card);
    if (address !== undefined && AssociationId !== undefined) {
      const { NetworkInterfaceId, PrivateIpAddress: atAddress } = card;
      store.put("elastic-ip", { ...address, AssociationId, NetworkInterfaceId, PrivateIpAddress: atAddress });
    }
    store.put("natgateway", gateway);
    return { NatGateway: { ...natGatewayOutput(gateway), State: "pending" } };
  },
};
