/** What this service needs of whoever keeps the databases: RDS does, this is its second face. */
export interface DatabaseSource {
  /** By the ARN of a cluster. */
  findDatabase(arn: string): Database | undefined;
}

export interface Database {
  readonly arn: string;
  readonly id: string;
  readonly isHttpEndpointEnabled: boolean;
  /** Where its endpoint listens, on this machine. */
  readonly port: number;
  /** What it was made with. */
  readonly name: string | undefined;
}
