import type { NetworkInterface as NetworkInterfaceOutput } from "@aws-sdk/client-ec2";
import type { NetworkInterface } from "../model.ts";
import type { Ec2Store } from "../store.ts";

export function interfaceOutput(
  store: Ec2Store,
  { groupIds, Tags, ...card }: NetworkInterface,
): NetworkInterfaceOutput {
  const { PrivateIpAddress, RequesterId, NetworkInterfaceId } = card;
  const isService = RequesterId !== undefined;
  return {
    ...card,
    Status: isService ? "in-use" : "available",
    RequesterManaged: isService,
    PrivateDnsName: `ip-${PrivateIpAddress.replaceAll(".", "-")}.${store.scope.region}.compute.internal`,
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress }],
    Groups: groupIds.map((GroupId) => ({ GroupId, GroupName: store.find("security-group", GroupId)?.GroupName })),
    Ipv6Addresses: [],
    TagSet: Tags,
    ...(isService
      ? {
          Attachment: {
            AttachmentId: `eni-attach-${NetworkInterfaceId.slice("eni-".length)}`,
            DeleteOnTermination: false,
            DeviceIndex: 1,
            InstanceOwnerId: RequesterId,
            Status: "attached",
          },
        }
      : {}),
  };
}
