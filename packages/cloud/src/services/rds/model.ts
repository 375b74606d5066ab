import type {
  MasterUserSecret,
  Parameter,
  ScalingConfigurationInfo,
  ServerlessV2ScalingConfiguration,
  Subnet,
  Tag,
} from "@aws-sdk/client-rds";
import type { Scope } from "../../kernel/operation.ts";

type Status = "available" | "creating" | "deleting" | "modifying" | "rebooting" | "starting" | "stopped" | "stopping";

/** A role that the database acts by, and for what. */
export interface AssociatedRole {
  readonly RoleArn: string;
  readonly FeatureName?: string | undefined;
}

/** What both a cluster and an instance that stands alone have: a database with an owner, behind an endpoint. */
interface Served {
  readonly Engine: string;
  readonly EngineVersion: string;
  readonly MasterUsername: string;
  /** What the server keeps of the password; the password itself is kept nowhere but in its secret. */
  readonly verifier: string;
  readonly MasterUserSecret?: MasterUserSecret | undefined;
  readonly database: string | undefined;
  /** Where clients reach it; 0 before it listens. */
  readonly port: number;
  /** What rules of networks are about: the one that was asked for. */
  readonly askedPort?: number | undefined;
  readonly subnetGroup: string | undefined;
  readonly securityGroupIds: string[];
  readonly BackupRetentionPeriod: number;
  readonly PreferredBackupWindow: string;
  readonly PreferredMaintenanceWindow: string;
  readonly StorageEncrypted: boolean;
  readonly KmsKeyId?: string | undefined;
  readonly DeletionProtection: boolean;
  readonly IAMDatabaseAuthenticationEnabled: boolean;
  readonly EnabledCloudwatchLogsExports: string[];
  readonly parameterGroup: string;
  readonly roles?: readonly AssociatedRole[] | undefined;
  readonly status: Status;
  readonly createdAt: number;
  readonly tags: Tag[];
  /** A snapshot that it is made of, by its id. */
  readonly restoredFrom?: string | undefined;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html */
export interface Cluster extends Served {
  readonly DBClusterIdentifier: string;
  readonly DBClusterArn: string;
  readonly DbClusterResourceId: string;
  readonly AvailabilityZones: string[];
  readonly CopyTagsToSnapshot: boolean;
  readonly HttpEndpointEnabled: boolean;
  readonly ServerlessV2ScalingConfiguration?: ServerlessV2ScalingConfiguration | undefined;
  readonly ScalingConfigurationInfo?: ScalingConfigurationInfo | undefined;
  readonly StorageType?: string | undefined;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBInstance.html */
export interface Instance extends Served {
  readonly DBInstanceIdentifier: string;
  readonly DBInstanceArn: string;
  readonly DbiResourceId: string;
  readonly DBInstanceClass: string;
  /** The cluster that it belongs to; without one it has a server of its own. */
  readonly DBClusterIdentifier?: string | undefined;
  readonly AvailabilityZone: string;
  readonly AllocatedStorage: number;
  readonly StorageType: string;
  readonly PubliclyAccessible: boolean;
  readonly AutoMinorVersionUpgrade: boolean;
  readonly CopyTagsToSnapshot: boolean;
  readonly MultiAZ: boolean;
  readonly PromotionTier: number;
  readonly CACertificateIdentifier: string;
  readonly PerformanceInsightsEnabled: boolean;
  readonly MonitoringInterval: number;
  readonly MonitoringRoleArn?: string | undefined;
}

export interface SubnetGroup {
  readonly DBSubnetGroupName: string;
  readonly DBSubnetGroupDescription: string;
  readonly DBSubnetGroupArn: string;
  readonly VpcId: string;
  readonly Subnets: Subnet[];
  readonly tags: Tag[];
}

export interface ParameterGroup {
  readonly name: string;
  readonly family: string;
  readonly description: string;
  readonly arn: string;
  /** What was set, by name. */
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly tags: Tag[];
}

export interface ClusterSnapshot {
  readonly id: string;
  readonly arn: string;
  readonly resourceId: string;
  /** The cluster as it was. */
  readonly cluster: Cluster;
  readonly status: "available" | "creating";
  readonly createdAt: number;
  readonly tags: Tag[];
}

export interface InstanceSnapshot {
  readonly id: string;
  readonly arn: string;
  readonly resourceId: string;
  /** The instance as it was. */
  readonly instance: Instance;
  readonly status: "available" | "creating";
  readonly createdAt: number;
  /** Accounts, or `all`. */
  readonly restorableBy: readonly string[];
  readonly tags: Tag[];
}

/** What tags, ARNs and the service's state tell apart. */
export interface Nouns {
  readonly cluster: Cluster;
  readonly db: Instance;
  readonly subgrp: SubnetGroup;
  readonly "cluster-pg": ParameterGroup;
  readonly pg: ParameterGroup;
  readonly "cluster-snapshot": ClusterSnapshot;
  readonly snapshot: InstanceSnapshot;
}

export type Kind = keyof Nouns;

export const arnOf = ({ account, region }: Scope, kind: Kind, id: string): string =>
  `arn:aws:rds:${region}:${account}:${kind}:${id}`;

export const isAurora = (engine: string): boolean => engine.startsWith("aurora");

/** Identifiers are kept in lower case, whatever they are given in. */
export const lower = (id: string | undefined): string => (id ?? "").toLowerCase();
