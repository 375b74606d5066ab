import { onEach } from "../access.ts";
import type { Ec2Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html */
export const modifySubnetAttribute: Ec2Operation<"ModifySubnetAttribute"> = {
  access: onEach("ModifySubnetAttribute", ({ SubnetId }) => ({ subnet: SubnetId })),

  run({ store }, input) {
    const subnet = store.get("subnet", input.SubnetId);
    const { PrivateDnsNameOptionsOnLaunch: names } = subnet;
    store.put("subnet", {
      ...subnet,
      MapPublicIpOnLaunch: input.MapPublicIpOnLaunch?.Value ?? subnet.MapPublicIpOnLaunch,
      AssignIpv6AddressOnCreation: input.AssignIpv6AddressOnCreation?.Value ?? subnet.AssignIpv6AddressOnCreation,
      EnableDns64: input.EnableDns64?.Value ?? subnet.EnableDns64,
      PrivateDnsNameOptionsOnLaunch: {
        HostnameType: input.PrivateDnsHostnameTypeOnLaunch ?? names.HostnameType,
        EnableResourceNameDnsARecord:
          input.EnableResourceNameDnsARecordOnLaunch?.Value ?? names.EnableResourceNameDnsARecord,
        EnableResourceNameDnsAAAARecord:
          input.EnableResourceNameDnsAAAARecordOnLaunch?.Value ?? names.EnableResourceNameDnsAAAARecord,
      },
    });
  },
};
