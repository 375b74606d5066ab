import type { DBCluster } from "@aws-sdk/client-rds";
import type { Cluster } from "../model.ts";
import type { RdsStore } from "../store.ts";

/** Endpoints are on this machine, at a port of their own. */
export const endpointHost = "127.0.0.1";

export function clusterOutput(store: RdsStore, cluster: Cluster): DBCluster {
  const {
    database,
    port,
    subnetGroup,
    securityGroupIds,
    parameterGroup,
    status,
    createdAt,
    tags,
    roles = [],
    ...told
  } = cluster;
  const { verifier: _, restoredFrom: __, ...shown } = told;
  const members = store.membersOf(cluster);
  return {
    ...shown,
    DatabaseName: database,
    Endpoint: endpointHost,
    ReaderEndpoint: endpointHost,
    Port: port,
    Status: status,
    DBSubnetGroup: subnetGroup ?? "default",
    DBClusterParameterGroup: parameterGroup,
    VpcSecurityGroups: securityGroupIds.map((VpcSecurityGroupId) => ({ VpcSecurityGroupId, Status: "active" })),
    DBClusterMembers: members.map((member, at) => ({
      DBInstanceIdentifier: member.DBInstanceIdentifier,
      IsClusterWriter: at === 0,
      DBClusterParameterGroupStatus: "in-sync",
      PromotionTier: member.PromotionTier,
    })),
    ClusterCreateTime: new Date(createdAt),
    EarliestRestorableTime: new Date(createdAt),
    LatestRestorableTime: new Date(createdAt),
    HostedZoneId: "Z2R2ITUGPM61AM",
    EngineMode: "provisioned",
    AllocatedStorage: 1,
    MultiAZ: members.length > 1,
    NetworkType: "IPV4",
    AssociatedRoles: roles.map((role) => ({ ...role, Status: "ACTIVE" })),
    ReadReplicaIdentifiers: [],
    CrossAccountClone: false,
    TagList: tags,
  };
}
