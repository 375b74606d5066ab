import type { Service } from "../../kernel/service.ts";
import { associateVpcWithHostedZone } from "./operations/associate-vpc-with-hosted-zone.ts";
import { changeResourceRecordSets } from "./operations/change-resource-record-sets.ts";
import { changeTagsForResource } from "./operations/change-tags-for-resource.ts";
import { createHostedZone } from "./operations/create-hosted-zone.ts";
import { deleteHostedZone } from "./operations/delete-hosted-zone.ts";
import { disassociateVpcFromHostedZone } from "./operations/disassociate-vpc-from-hosted-zone.ts";
import { getChange } from "./operations/get-change.ts";
import { getHostedZone } from "./operations/get-hosted-zone.ts";
import { getHostedZoneCount } from "./operations/get-hosted-zone-count.ts";
import { listHostedZones } from "./operations/list-hosted-zones.ts";
import { listHostedZonesByName } from "./operations/list-hosted-zones-by-name.ts";
import { listHostedZonesByVpc } from "./operations/list-hosted-zones-by-vpc.ts";
import { listResourceRecordSets } from "./operations/list-resource-record-sets.ts";
import { listTagsForResource } from "./operations/list-tags-for-resource.ts";
import { listTagsForResources } from "./operations/list-tags-for-resources.ts";
import { testDnsAnswer } from "./operations/test-dns-answer.ts";
import { updateHostedZoneComment } from "./operations/update-hosted-zone-comment.ts";
import { Route53Store } from "./store.ts";

/** Amazon Route 53: hosted zones and their records, as far as names of APIs and their certificates need them. Nothing answers DNS queries. */
export const route53: Service<Route53Store> = {
  name: "route53",
  isGlobal: true,
  denial: { code: "AccessDenied", status: 403 },
  open: ({ database }) => new Route53Store(database),
  operations: {
    AssociateVPCWithHostedZone: associateVpcWithHostedZone,
    ChangeResourceRecordSets: changeResourceRecordSets,
    ChangeTagsForResource: changeTagsForResource,
    CreateHostedZone: createHostedZone,
    DeleteHostedZone: deleteHostedZone,
    DisassociateVPCFromHostedZone: disassociateVpcFromHostedZone,
    GetChange: getChange,
    GetHostedZone: getHostedZone,
    GetHostedZoneCount: getHostedZoneCount,
    ListHostedZones: listHostedZones,
    ListHostedZonesByName: listHostedZonesByName,
    ListHostedZonesByVPC: listHostedZonesByVpc,
    ListResourceRecordSets: listResourceRecordSets,
    ListTagsForResource: listTagsForResource,
    ListTagsForResources: listTagsForResources,
    TestDNSAnswer: testDnsAnswer,
    UpdateHostedZoneComment: updateHostedZoneComment,
  },
};
