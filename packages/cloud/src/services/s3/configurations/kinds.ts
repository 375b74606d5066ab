import type {
  AccelerateConfiguration,
  CORSConfiguration,
  LifecycleRule,
  LoggingEnabled,
  ObjectLockConfiguration,
  OwnershipControls,
  PublicAccessBlockConfiguration,
  ReplicationConfiguration,
  RequestPaymentConfiguration,
  ServerSideEncryptionConfiguration,
  WebsiteConfiguration,
} from "@aws-sdk/client-s3";

/** The configurations of which a bucket has one or none, as their documents came. They stand in the bucket's own record. */
export interface BucketConfigurations {
  readonly accelerate?: AccelerateConfiguration | undefined;
  readonly cors?: CORSConfiguration | undefined;
  readonly encryption?: ServerSideEncryptionConfiguration | undefined;
  readonly lifecycle?: StoredLifecycle | undefined;
  readonly logging?: LoggingEnabled | undefined;
  readonly objectLock?: ObjectLockConfiguration | undefined;
  readonly ownership?: OwnershipControls | undefined;
  readonly publicAccessBlock?: PublicAccessBlockConfiguration | undefined;
  readonly replication?: ReplicationConfiguration | undefined;
  readonly requestPayment?: RequestPaymentConfiguration | undefined;
  readonly website?: WebsiteConfiguration | undefined;
}

export interface StoredLifecycle {
  readonly rules: readonly LifecycleRule[];
  readonly minimumSize: string;
  /** Told apart from the sweeps of configurations that stood here before. */
  readonly sweep: string;
}

/** The configurations of which a bucket has many, each with an id. */
export const listedKinds = ["analytics", "intelligent-tiering", "inventory", "metrics"] as const;
export type ListedKind = (typeof listedKinds)[number];
