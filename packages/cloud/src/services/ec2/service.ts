import type { Service } from "../../kernel/service.ts";
import { describeAccountAttributes } from "./account/describe-account-attributes.ts";
import { describeAvailabilityZones } from "./account/describe-availability-zones.ts";
import { describeDhcpOptions } from "./account/describe-dhcp-options.ts";
import { allocateAddress } from "./addresses/allocate-address.ts";
import { associateAddress } from "./addresses/associate-address.ts";
import { describeAddresses } from "./addresses/describe-addresses.ts";
import { describeAddressesAttribute } from "./addresses/describe-addresses-attribute.ts";
import { disassociateAddress } from "./addresses/disassociate-address.ts";
import { releaseAddress } from "./addresses/release-address.ts";
import { withDryRuns } from "./dry-run.ts";
import { createVpcEndpoint } from "./endpoints/create-vpc-endpoint.ts";
import { deleteVpcEndpoints } from "./endpoints/delete-vpc-endpoints.ts";
import { describeManagedPrefixLists } from "./endpoints/describe-managed-prefix-lists.ts";
import { describePrefixLists } from "./endpoints/describe-prefix-lists.ts";
import { describeVpcEndpointServices } from "./endpoints/describe-vpc-endpoint-services.ts";
import { describeVpcEndpoints } from "./endpoints/describe-vpc-endpoints.ts";
import { modifyVpcEndpoint } from "./endpoints/modify-vpc-endpoint.ts";
import { attachInternetGateway } from "./gateways/attach-internet-gateway.ts";
import { createInternetGateway } from "./gateways/create-internet-gateway.ts";
import { createNatGateway } from "./gateways/create-nat-gateway.ts";
import { deleteInternetGateway } from "./gateways/delete-internet-gateway.ts";
import { deleteNatGateway } from "./gateways/delete-nat-gateway.ts";
import { describeInternetGateways } from "./gateways/describe-internet-gateways.ts";
import { describeNatGateways } from "./gateways/describe-nat-gateways.ts";
import { detachInternetGateway } from "./gateways/detach-internet-gateway.ts";
import { createNetworkAcl } from "./network-acls/create-network-acl.ts";
import { createNetworkAclEntry } from "./network-acls/create-network-acl-entry.ts";
import { deleteNetworkAcl } from "./network-acls/delete-network-acl.ts";
import { deleteNetworkAclEntry } from "./network-acls/delete-network-acl-entry.ts";
import { describeNetworkAcls } from "./network-acls/describe-network-acls.ts";
import { replaceNetworkAclAssociation } from "./network-acls/replace-network-acl-association.ts";
import { replaceNetworkAclEntry } from "./network-acls/replace-network-acl-entry.ts";
import { createNetworkInterface } from "./network-interfaces/create-network-interface.ts";
import { deleteNetworkInterface } from "./network-interfaces/delete-network-interface.ts";
import { describeNetworkInterfaces } from "./network-interfaces/describe-network-interfaces.ts";
import { networkOf, placeOf } from "./network-of.ts";
import { associateRouteTable } from "./route-tables/associate-route-table.ts";
import { createRoute } from "./route-tables/create-route.ts";
import { createRouteTable } from "./route-tables/create-route-table.ts";
import { deleteRoute } from "./route-tables/delete-route.ts";
import { deleteRouteTable } from "./route-tables/delete-route-table.ts";
import { describeRouteTables } from "./route-tables/describe-route-tables.ts";
import { disassociateRouteTable } from "./route-tables/disassociate-route-table.ts";
import { replaceRoute } from "./route-tables/replace-route.ts";
import { replaceRouteTableAssociation } from "./route-tables/replace-route-table-association.ts";
import { authorizeSecurityGroupEgress } from "./security-groups/authorize-security-group-egress.ts";
import { authorizeSecurityGroupIngress } from "./security-groups/authorize-security-group-ingress.ts";
import { createSecurityGroup } from "./security-groups/create-security-group.ts";
import { deleteSecurityGroup } from "./security-groups/delete-security-group.ts";
import { describeSecurityGroupRules } from "./security-groups/describe-security-group-rules.ts";
import { describeSecurityGroups } from "./security-groups/describe-security-groups.ts";
import { modifySecurityGroupRules } from "./security-groups/modify-security-group-rules.ts";
import { revokeSecurityGroupEgress } from "./security-groups/revoke-security-group-egress.ts";
import { revokeSecurityGroupIngress } from "./security-groups/revoke-security-group-ingress.ts";
import { updateSecurityGroupRuleDescriptionsEgress } from "./security-groups/update-security-group-rule-descriptions-egress.ts";
import { updateSecurityGroupRuleDescriptionsIngress } from "./security-groups/update-security-group-rule-descriptions-ingress.ts";
import { Ec2Store } from "./store.ts";
import { createSubnet } from "./subnets/create-subnet.ts";
import { deleteSubnet } from "./subnets/delete-subnet.ts";
import { describeSubnets } from "./subnets/describe-subnets.ts";
import { modifySubnetAttribute } from "./subnets/modify-subnet-attribute.ts";
import { createTags } from "./tags/create-tags.ts";
import { deleteTags } from "./tags/delete-tags.ts";
import { describeTags } from "./tags/describe-tags.ts";
import { associateVpcCidrBlock } from "./vpcs/associate-vpc-cidr-block.ts";
import { createVpc } from "./vpcs/create-vpc.ts";
import { deleteVpc } from "./vpcs/delete-vpc.ts";
import { describeVpcAttribute } from "./vpcs/describe-vpc-attribute.ts";
import { describeVpcs } from "./vpcs/describe-vpcs.ts";
import { disassociateVpcCidrBlock } from "./vpcs/disassociate-vpc-cidr-block.ts";
import { modifyVpcAttribute } from "./vpcs/modify-vpc-attribute.ts";
import { defaultNetwork } from "./vpcs/new-vpc.ts";

/** Amazon EC2, as far as it is networks: what is in them, and who reaches whom. */
export const ec2: Service<Ec2Store> = {
  name: "ec2",
  denial: { code: "UnauthorizedOperation", status: 403 },
  open({ database, ids }, scope) {
    const store = new Ec2Store(database, scope, ids);
    store.openWith(() => defaultNetwork(store));
    return store;
  },
  network: networkOf,
  place: placeOf,
  operations: withDryRuns({
    AllocateAddress: allocateAddress,
    AssociateAddress: associateAddress,
    AssociateRouteTable: associateRouteTable,
    AssociateVpcCidrBlock: associateVpcCidrBlock,
    AttachInternetGateway: attachInternetGateway,
    AuthorizeSecurityGroupEgress: authorizeSecurityGroupEgress,
    AuthorizeSecurityGroupIngress: authorizeSecurityGroupIngress,
    CreateInternetGateway: createInternetGateway,
    CreateNatGateway: createNatGateway,
    CreateNetworkAcl: createNetworkAcl,
    CreateNetworkAclEntry: createNetworkAclEntry,
    CreateNetworkInterface: createNetworkInterface,
    CreateRoute: createRoute,
    CreateRouteTable: createRouteTable,
    CreateSecurityGroup: createSecurityGroup,
    CreateSubnet: createSubnet,
    CreateTags: createTags,
    CreateVpc: createVpc,
    CreateVpcEndpoint: createVpcEndpoint,
    DeleteInternetGateway: deleteInternetGateway,
    DeleteNatGateway: deleteNatGateway,
    DeleteNetworkAcl: deleteNetworkAcl,
    DeleteNetworkAclEntry: deleteNetworkAclEntry,
    DeleteNetworkInterface: deleteNetworkInterface,
    DeleteRoute: deleteRoute,
    DeleteRouteTable: deleteRouteTable,
    DeleteSecurityGroup: deleteSecurityGroup,
    DeleteSubnet: deleteSubnet,
    DeleteTags: deleteTags,
    DeleteVpc: deleteVpc,
    DeleteVpcEndpoints: deleteVpcEndpoints,
    DescribeAccountAttributes: describeAccountAttributes,
    DescribeAddresses: describeAddresses,
    DescribeAddressesAttribute: describeAddressesAttribute,
    DescribeAvailabilityZones: describeAvailabilityZones,
    DescribeDhcpOptions: describeDhcpOptions,
    DescribeInternetGateways: describeInternetGateways,
    DescribeManagedPrefixLists: describeManagedPrefixLists,
    DescribeNatGateways: describeNatGateways,
    DescribeNetworkAcls: describeNetworkAcls,
    DescribeNetworkInterfaces: describeNetworkInterfaces,
    DescribePrefixLists: describePrefixLists,
    DescribeRouteTables: describeRouteTables,
    DescribeSecurityGroupRules: describeSecurityGroupRules,
    DescribeSecurityGroups: describeSecurityGroups,
    DescribeSubnets: describeSubnets,
    DescribeTags: describeTags,
    DescribeVpcAttribute: describeVpcAttribute,
    DescribeVpcEndpointServices: describeVpcEndpointServices,
    DescribeVpcEndpoints: describeVpcEndpoints,
    DescribeVpcs: describeVpcs,
    DetachInternetGateway: detachInternetGateway,
    DisassociateAddress: disassociateAddress,
    DisassociateRouteTable: disassociateRouteTable,
    DisassociateVpcCidrBlock: disassociateVpcCidrBlock,
    ModifySecurityGroupRules: modifySecurityGroupRules,
    ModifySubnetAttribute: modifySubnetAttribute,
    ModifyVpcAttribute: modifyVpcAttribute,
    ModifyVpcEndpoint: modifyVpcEndpoint,
    ReleaseAddress: releaseAddress,
    ReplaceNetworkAclAssociation: replaceNetworkAclAssociation,
    ReplaceNetworkAclEntry: replaceNetworkAclEntry,
    ReplaceRoute: replaceRoute,
    ReplaceRouteTableAssociation: replaceRouteTableAssociation,
    RevokeSecurityGroupEgress: revokeSecurityGroupEgress,
    RevokeSecurityGroupIngress: revokeSecurityGroupIngress,
    UpdateSecurityGroupRuleDescriptionsEgress: updateSecurityGroupRuleDescriptionsEgress,
    UpdateSecurityGroupRuleDescriptionsIngress: updateSecurityGroupRuleDescriptionsIngress,
  }),
};
