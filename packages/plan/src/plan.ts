/** A pipeline as data: what has to exist, what is connected to what, and what each part may do. The same definition gives the same plan. */
export interface Plan {
  readonly pipeline: string;
  readonly account: string;
  readonly region: string;
  /** In an order in which each can be created: what a resource refers to comes before it. */
  readonly resources: readonly Resource[];
  readonly connections: readonly Connection[];
  /** What the function's role may do, one statement per reason. */
  readonly statements: readonly Statement[];
}

export type Resource = TableResource | BucketResource | LogGroupResource | RoleResource | FunctionResource;
export type ResourceKind = Resource["kind"];

export interface TableResource {
  readonly kind: "table";
  readonly name: string;
  readonly arn: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly indexes: readonly IndexResource[];
  readonly expiryAttribute: string;
}

export interface IndexResource {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
}

export interface BucketResource {
  readonly kind: "bucket";
  readonly name: string;
  readonly arn: string;
}

export interface LogGroupResource {
  readonly kind: "log-group";
  readonly name: string;
  readonly arn: string;
}

export interface RoleResource {
  readonly kind: "role";
  readonly name: string;
  readonly arn: string;
  /** The service principal that may assume it. */
  readonly trusts: string;
}

export interface FunctionResource {
  readonly kind: "function";
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly runtime: string;
  readonly handler: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Environment variables whose values are secret: whoever deploys makes them once and keeps them. */
  readonly secrets: readonly string[];
}

/** Objects created under the prefix start the function; the function's own policy lets the bucket do so. */
export interface Connection {
  readonly kind: "object-created";
  readonly id: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly functionArn: string;
  readonly permission: {
    readonly sid: string;
    readonly action: "lambda:InvokeFunction";
    readonly principal: "s3.amazonaws.com";
    readonly sourceArn: string;
    readonly sourceAccount: string;
  };
}

/** One reason, one action, one resource. */
export interface Statement {
  /** The reason, as a claim in capitals: `ReadPartnerFiles`. */
  readonly sid: string;
  readonly action: string;
  readonly resource: string;
}
