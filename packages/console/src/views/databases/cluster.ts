import { call } from "../../cloud/call.ts";

/** A cluster as far as the page asks for it. */
export interface Cluster {
  readonly DBClusterIdentifier: string;
  readonly DBClusterArn: string;
  readonly Engine: string;
  readonly EngineVersion: string;
  readonly Status: string;
  readonly DatabaseName?: string;
  readonly MasterUsername: string;
  readonly Endpoint?: string;
  readonly Port?: number;
  readonly HttpEndpointEnabled?: boolean;
  readonly MasterUserSecret?: { readonly SecretArn: string };
}

export const readClusters = async (): Promise<readonly Cluster[]> =>
  (await call<{ DBClusters?: Cluster[] }>("rds", "DescribeDBClusters")).DBClusters ?? [];

/** Lets SQL in over HTTP, which is how the page runs it. */
export const enableSql = ({ DBClusterArn }: Cluster): Promise<unknown> =>
  call("rds", "EnableHttpEndpoint", { ResourceArn: DBClusterArn });

/**
 * The name of the secret with the password of a cluster's master user. The Data API takes no ARN of more than 100 letters, which
 * those of RDS's own secrets are: behind the name stand a hyphen and six letters.
 * @see https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ExecuteStatement.html
 */
export const masterSecretOf = ({ MasterUserSecret }: Cluster): string =>
  MasterUserSecret?.SecretArn.split(":secret:")[1]?.slice(0, -"-abcdef".length) ?? "";
