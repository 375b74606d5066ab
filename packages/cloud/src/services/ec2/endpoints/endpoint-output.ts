import type { State, VpcEndpoint as VpcEndpointOutput } from "@aws-sdk/client-ec2";
import type { VpcEndpoint } from "../model.ts";
import type { Ec2Store } from "../store.ts";

export function endpointOutput(
  store: Ec2Store,
  { createdAt, securityGroupIds, ...endpoint }: VpcEndpoint,
): VpcEndpointOutput {
  return {
    ...endpoint,
    Groups: securityGroupIds.map((GroupId) => ({
      GroupId,
      GroupName: store.find("security-group", GroupId)?.GroupName,
    })),
    State: stateOf(endpoint),
    CreationTimestamp: new Date(createdAt),
    RequesterManaged: false,
    ...(endpoint.VpcEndpointType === "Interface" ? { DnsOptions: { DnsRecordIpType: "ipv4" } } : {}),
  };
}

/** The service writes states small, whatever its model says. */
const stateOf = ({ State: state }: Pick<VpcEndpoint, "State">): State => state as string as State;
