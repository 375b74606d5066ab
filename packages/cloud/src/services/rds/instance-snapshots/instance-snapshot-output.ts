import type { DBSnapshot } from "@aws-sdk/client-rds";
import type { InstanceSnapshot } from "../model.ts";

export function instanceSnapshotOutput({ id, arn, instance, status, createdAt, tags }: InstanceSnapshot): DBSnapshot {
  const { DBInstanceIdentifier, DbiResourceId, Engine, EngineVersion, MasterUsername, StorageEncrypted } = instance;
  const { AllocatedStorage, AvailabilityZone, IAMDatabaseAuthenticationEnabled, KmsKeyId, StorageType } = instance;
  return {
    ...{ DBInstanceIdentifier, DbiResourceId, Engine, EngineVersion, MasterUsername, StorageEncrypted },
    ...{ AllocatedStorage, AvailabilityZone, IAMDatabaseAuthenticationEnabled, KmsKeyId, StorageType },
    DBSnapshotIdentifier: id,
    DBSnapshotArn: arn,
    InstanceCreateTime: new Date(instance.createdAt),
    SnapshotCreateTime: new Date(createdAt),
    OriginalSnapshotCreateTime: new Date(createdAt),
    SnapshotType: "manual",
    SnapshotTarget: "region",
    Status: status,
    PercentProgress: status === "available" ? 100 : 0,
    Port: instance.port,
    LicenseModel: "postgresql-license",
    OptionGroupName: `default:${Engine}-${EngineVersion.split(".")[0]}`,
    ProcessorFeatures: [],
    TagList: tags,
  };
}
