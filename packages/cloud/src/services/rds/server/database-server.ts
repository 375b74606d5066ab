import type { NetConnectOpts } from "node:net";
import type { ClientConfig } from "pg";

/** A PostgreSQL server that stands behind the endpoint of a cluster or of an instance. */
export interface DatabaseServer {
  /** Makes what it needs on disk, unless that is there already, and starts it. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it and forgets everything. */
  remove(): Promise<void>;
  /** Copies everything it holds. */
  copyTo(folder: string): Promise<void>;
  /** Whether a user, whose token was checked, gets in without a password. */
  letIn(user: string, isLetIn: boolean): Promise<void>;
  /** Where clients' bytes go. */
  readonly address: NetConnectOpts;
  /** How its owner gets in, whom nobody outside knows. */
  readonly owner: ClientConfig;
}
