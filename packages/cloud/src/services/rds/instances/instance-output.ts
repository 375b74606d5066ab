import type { DBInstance } from "@aws-sdk/client-rds";
import { endpointHost } from "../clusters/cluster-output.ts";
import type { Instance } from "../model.ts";
import type { RdsStore } from "../store.ts";
import { subnetGroupOutput } from "../subnet-groups/subnet-group-output.ts";

export function instanceOutput(store: RdsStore, instance: Instance): DBInstance {
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
  } = instance;
  const { verifier: _, restoredFrom: __, ...shown } = told;
  const cluster =
    instance.DBClusterIdentifier === undefined ? undefined : store.find("cluster", instance.DBClusterIdentifier);
  const group = subnetGroup === undefined ? undefined : store.find("subgrp", subnetGroup);
  const isReady = status !== "creating";
  return {
    ...shown,
    DBName: database,
    ...(isReady
      ? { Endpoint: { Address: endpointHost, Port: cluster?.port ?? port, HostedZoneId: "Z2R2ITUGPM61AM" } }
      : {}),
    DBInstanceStatus: status,
    DbInstancePort: 0,
    ...(group === undefined ? {} : { DBSubnetGroup: subnetGroupOutput(group) }),
    DBSecurityGroups: [],
    DBParameterGroups: [{ DBParameterGroupName: parameterGroup, ParameterApplyStatus: "in-sync" }],
    OptionGroupMemberships: [
      { OptionGroupName: `default:${instance.Engine}-${instance.EngineVersion.split(".")[0]}`, Status: "in-sync" },
    ],
    VpcSecurityGroups: securityGroupIds.map((VpcSecurityGroupId) => ({ VpcSecurityGroupId, Status: "active" })),
    InstanceCreateTime: new Date(createdAt),
    LatestRestorableTime: new Date(createdAt),
    PendingModifiedValues: {},
    LicenseModel: "postgresql-license",
    ReadReplicaDBInstanceIdentifiers: [],
    NetworkType: "IPV4",
    BackupTarget: "region",
    CustomerOwnedIpEnabled: false,
    DatabaseInsightsMode: "standard",
    DomainMemberships: [],
    AssociatedRoles: roles.map((role) => ({ ...role, Status: "ACTIVE" })),
    TagList: tags,
  };
}
