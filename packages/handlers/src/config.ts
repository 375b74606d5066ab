import { environmentNames } from "@millrace/plan";
import { HandlerError } from "./handler-error.ts";
import type { DatabaseConfig } from "./postgres/database.ts";

/** Everything the handlers read from the environment. */
export interface Config {
  readonly table: string;
  /** The bucket to which files are sent; the definition's where there is none. */
  readonly bucket: string | undefined;
  readonly hashKey: string | undefined;
  /** The ARN of a secret that has the key; it goes before `hashKey`. */
  readonly hashKeySecret: string | undefined;
  readonly vault: string | undefined;
  readonly topic: string | undefined;
  readonly stateMachine: string | undefined;
  /** A prefix in the bucket of the files, ending in a slash. */
  readonly scratch: string;
  readonly database: DatabaseConfig | undefined;
  readonly branch: string | undefined;
  readonly filesTable: string | undefined;
  /** A claim that is not renewed for this long is given up: longer than any pause of a living function. */
  readonly leaseMs: number;
  /** The same for a run of many functions, each of which renews it once: longer than a function may live. */
  readonly workflowLeaseMs: number;
  /** AWS starts a function three times for one event: once, and twice again. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
  readonly attemptsMax: number;
  /** A file of more rows or more bytes is read twice: once to check it, once to store it. */
  readonly heldRowsMax: number;
  readonly heldBytesMax: number;
  readonly requestsInFlightMax: number;
  /** So many rejects of a file are items of the ledger; all of them are in the files of rejects. */
  readonly ledgerRejectsMax: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function readConfig(environment: Environment): Config {
  const { table, bucket, hashKey, hashKeySecret, vault, topic, stateMachine, scratch, branch, filesTable } =
    environmentNames;
  const optional = (name: string): string | undefined => environment[name] || undefined;
  return Object.freeze({
    table: required(environment, table, "to name the table"),
    bucket: optional(bucket),
    hashKey: optional(hashKey),
    hashKeySecret: optional(hashKeySecret),
    vault: optional(vault),
    topic: optional(topic),
    stateMachine: optional(stateMachine),
    scratch: optional(scratch) ?? "scratch/",
    database: databaseOf(environment),
    branch: optional(branch),
    filesTable: optional(filesTable),
    leaseMs: 60_000,
    workflowLeaseMs: 20 * 60_000,
    attemptsMax: 3,
    heldRowsMax: 10_000,
    heldBytesMax: 16 * 1024 * 1024,
    requestsInFlightMax: 32,
    ledgerRejectsMax: 1_000,
  });
}

function databaseOf(environment: Environment): DatabaseConfig | undefined {
  const { databaseHost, databasePort, databaseName, databaseSecret } = environmentNames;
  const host = environment[databaseHost];
  if (host === undefined || host === "") return undefined;
  return {
    host,
    port: Number(environment[databasePort] ?? 5432),
    name: required(environment, databaseName, "to name the database"),
    secret: required(environment, databaseSecret, "to be the ARN of the database's secret"),
  };
}

function required(environment: Environment, name: string, what: string): string {
  const value = environment[name];
  if (value === undefined || value === "") {
    throw new HandlerError("missing-config", `Cannot start: expected ${name} ${what}`);
  }
  return value;
}

// biome-ignore lint/style/noProcessEnv: this is the one file of the room that reads the environment.
export const processConfig = (): Config => readConfig(process.env);
