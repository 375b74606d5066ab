import type { DBClusterSnapshot } from "@aws-sdk/client-rds";
import type { ClusterSnapshot } from "../model.ts";

export function snapshotOutput({ id, arn, cluster, status, createdAt, tags }: ClusterSnapshot): DBClusterSnapshot {
  const {
    DBClusterIdentifier,
    DbClusterResourceId,
    Engine,
    EngineVersion,
    MasterUsername,
    StorageEncrypted,
    KmsKeyId,
  } = cluster;
  return {
    ...{ DBClusterIdentifier, DbClusterResourceId, Engine, EngineVersion, MasterUsername, StorageEncrypted, KmsKeyId },
    DBClusterSnapshotIdentifier: id,
    DBClusterSnapshotArn: arn,
    AvailabilityZones: cluster.AvailabilityZones,
    ClusterCreateTime: new Date(cluster.createdAt),
    SnapshotCreateTime: new Date(createdAt),
    IAMDatabaseAuthenticationEnabled: cluster.IAMDatabaseAuthenticationEnabled,
    SnapshotType: "manual",
    Status: status,
    PercentProgress: status === "available" ? 100 : 0,
    Port: cluster.port,
    AllocatedStorage: 1,
    EngineMode: "provisioned",
    TagList: tags,
  };
}
