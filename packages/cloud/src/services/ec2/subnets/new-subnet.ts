import type { Tag } from "@aws-sdk/client-ec2";
import { arnOf } from "../access.ts";
import type { Subnet } from "../model.ts";
import type { Ec2Store } from "../store.ts";

interface NewSubnet {
  readonly VpcId: string;
  readonly CidrBlock: string;
  readonly zone: { readonly name: string; readonly id: string };
  readonly Tags: Tag[];
}

export function newSubnet(store: Ec2Store, { VpcId, CidrBlock, zone, Tags }: NewSubnet): Subnet {
  const SubnetId = store.newId("subnet");
  return {
    SubnetId,
    SubnetArn: arnOf(store.scope, "subnet", SubnetId),
    VpcId,
    CidrBlock,
    AvailabilityZone: zone.name,
    AvailabilityZoneId: zone.id,
    DefaultForAz: false,
    MapPublicIpOnLaunch: false,
    AssignIpv6AddressOnCreation: false,
    EnableDns64: false,
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: "ip-name",
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    State: "available",
    OwnerId: store.scope.account,
    Tags,
  };
}
