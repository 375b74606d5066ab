import type { Data, Expression, PartReference } from "./expression.ts";

/**
 * A pipeline as data: what has to exist, what is connected to what, and what each part may do. It names no account and no region;
 * the same definition gives the same plan.
 */
export interface Plan {
  readonly pipeline: string;
  /** What the parameter `name` is where nobody chooses: the pipeline's own name. */
  readonly name: string;
  /** What the parameter `bucketName` is where nobody chooses: the definition's. */
  readonly bucketName: string;
  /** In the order in which a reader would want to meet them: first what holds data, then what works, then what watches. */
  readonly parts: readonly Part[];
}

export type Part =
  | AlarmPart
  | BucketPart
  | DashboardPart
  | DatabasePart
  | FunctionPart
  | NetworkPart
  | QueuePart
  | RulePart
  | SecretPart
  | TablePart
  | TopicPart
  | UploadApiPart
  | WorkflowPart;

export type PartKind = Part["kind"];

interface Named<Kind extends string> {
  readonly kind: Kind;
  /** What the part is called within the plan, and in templates: `FileFunction`. */
  readonly id: string;
  /** What it is called in the account. */
  readonly name: Expression;
}

/** What is lost with a part that holds data; where it is kept, deleting the deployment leaves the part behind. */
interface HoldsData {
  readonly isKept: boolean;
}

/** One reason, one action, one resource. */
export interface Statement {
  /** The reason, as a claim in capitals: `ReadPartnerFiles`. */
  readonly sid: string;
  readonly action: string;
  readonly resource: Expression;
  /** Operator -> key -> value. */
  readonly condition?: Readonly<Record<string, Readonly<Record<string, Expression>>>>;
}

/** Lets a service act on a part, but only on behalf of one source. */
export interface Permission {
  readonly sid: string;
  readonly service: string;
  readonly source: Expression;
}

/** Attributes: `name`, `arn`. Versioned and encrypted, without public access, without ACLs, TLS only. */
export interface BucketPart extends Named<"bucket">, HoldsData {
  /** What is deleted after days: prefixes of objects. */
  readonly expiries: readonly { readonly id: string; readonly prefix: string; readonly days: number }[];
  readonly isOnEventBridge: boolean;
  readonly notifications: readonly {
    readonly id: string;
    readonly prefix: string;
    /** The function that is started, and the reason why the bucket may. */
    readonly function: string;
    readonly sid: string;
  }[];
}

/** Attributes: `name`, `arn`. Pays per request unless it has a capacity; recoverable to any second of the last 35 days. */
export interface TablePart extends Named<"table">, HoldsData {
  readonly partitionKey: string;
  readonly sortKey: string | undefined;
  readonly indexes: readonly {
    readonly name: string;
    readonly partitionKey: string;
    readonly sortKey: string;
  }[];
  readonly expiryAttribute: string | undefined;
  /** Provisioned units that follow the load between these two; on demand where there is none. */
  readonly capacity: { readonly min: number; readonly max: number } | undefined;
}

/** Attributes: `name`, `arn`. With its role and its log group; the permission to start it comes with whoever does. */
export interface FunctionPart extends Named<"function"> {
  readonly handler: string;
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, Expression>>;
  readonly statements: readonly Statement[];
  readonly logDays: number;
  /** The network part in whose private subnets it runs. */
  readonly network: string | undefined;
  /** The queue that gets events which no attempt could work off; events come to it asynchronously. */
  readonly failures: PartReference | undefined;
}

/** Attributes: `name`, `arn`. Encrypted. */
export interface QueuePart extends Named<"queue"> {
  readonly visibilitySeconds: number;
  readonly retentionDays: number;
  readonly deadLetters: { readonly queue: PartReference; readonly receivesMax: number } | undefined;
  readonly senders: readonly Permission[];
}

/** Attributes: `name`, `arn`. */
export interface TopicPart extends Named<"topic"> {
  readonly publishers: readonly Permission[];
  readonly subscriptions: readonly Subscription[];
}

export type Subscription =
  | {
      readonly id: string;
      readonly protocol: "sqs";
      readonly queue: PartReference;
      /** Attribute -> values of which the message must have one. */
      readonly filter: Readonly<Record<string, readonly string[]>>;
    }
  | { readonly id: string; readonly protocol: "email"; readonly address: string };

/** Attributes: `name`, `arn`. Events that match, or a schedule, start the target. */
export interface RulePart extends Named<"rule"> {
  readonly says: string;
  readonly when: { readonly pattern: Data } | { readonly schedule: string };
  /** A function lets the rule start it; a workflow is started with a role of the rule's own. */
  readonly target: { readonly kind: "function" | "workflow"; readonly part: string; readonly sid: string };
  /** The queue that gets events which the target did not take. */
  readonly failures: PartReference;
}

/** Attributes: `name`, `arn`. A Standard state machine with its role; the history of every execution is kept for 90 days. */
export interface WorkflowPart extends Named<"workflow"> {
  /** In the Amazon States Language. */
  readonly definition: Data;
  readonly statements: readonly Statement[];
}

/** Attributes: `name`, `arn`. Its value is made where it is deployed, at random, and never shown. */
export interface SecretPart extends Named<"secret">, HoldsData {
  readonly says: string;
  readonly characters: number;
}

/** Two private subnets in two zones without a way out; endpoints are the only doors. */
export interface NetworkPart extends Named<"network"> {
  readonly cidr: string;
  /** Services with a gateway endpoint, which costs nothing. */
  readonly gateways: readonly ("s3" | "dynamodb")[];
  /** Services with an interface endpoint. */
  readonly interfaces: readonly string[];
}

/** Attributes: `arn`, `host`, `port`, `database`, `secretArn`. Aurora PostgreSQL serverless v2, reachable only from its network's functions. */
export interface DatabasePart extends Named<"database">, HoldsData {
  readonly database: string;
  readonly network: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
}

/** Attributes: `url`, `executionArn`. A REST API whose callers have a key; all methods go to one function. */
export interface UploadApiPart extends Named<"upload-api"> {
  readonly stage: string;
  readonly function: string;
  /** The reason why the API may start it. */
  readonly sid: string;
  /** In OpenAPI 3.0 with the extensions of API Gateway. */
  readonly definition: Data;
  readonly requestsPerSecond: number;
  readonly burst: number;
}

/** Attributes: `name`, `arn`. */
export interface AlarmPart extends Named<"alarm"> {
  readonly says: string;
  readonly metric: Metric;
  readonly comparison: "GreaterThanThreshold" | "GreaterThanOrEqualToThreshold" | "LessThanThreshold";
  readonly threshold: number;
  readonly periodSeconds: number;
  readonly periods: number;
  readonly missing: "notBreaching" | "breaching";
  /** The topic that is told. */
  readonly topic: PartReference;
}

export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly statistic: "Sum" | "Maximum" | "Average";
  readonly dimensions: Readonly<Record<string, Expression>>;
}

export interface DashboardPart extends Named<"dashboard"> {
  readonly widgets: readonly { readonly title: string; readonly metrics: readonly Metric[] }[];
}
