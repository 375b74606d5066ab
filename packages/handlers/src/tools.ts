import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { S3Client } from "@aws-sdk/client-s3";
import { type Clock, createLog, type Ids, type Log, randomIds, wallClock } from "@millrace/core";
import type { Pipeline } from "@millrace/pipeline";
import { type ClientOptions, Clients } from "./clients.ts";
import { type Config, processConfig } from "./config.ts";
import { HandlerError } from "./handler-error.ts";
import { Ledger } from "./ledger/ledger.ts";
import type { Database } from "./postgres/database.ts";
import type { TableWriter } from "./sinks/batch-writer.ts";

export interface HandlerOptions {
  readonly config?: Config;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly log?: Log;
  readonly s3?: S3Client;
  readonly dynamodb?: DynamoDBClient;
  /** For the clients that are not given. */
  readonly clientOptions?: ClientOptions;
}

/** What Lambda passes beside the event, as far as it is needed. */
export interface LambdaContext {
  /** The same for every attempt at one event. */
  readonly awsRequestId: string;
  readonly getRemainingTimeInMillis?: () => number;
}

/** What all handlers of a pipeline work with; one for each execution environment, whatever the number of its invocations. */
export interface Tools {
  readonly pipeline: Pipeline;
  readonly config: Config;
  /** The bucket to which files are sent. */
  readonly bucket: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly clients: Clients;
  readonly ledger: Ledger;
  readonly writer: TableWriter;
  /** The key of `hash` and its like, read once. */
  hashKey(): Promise<string | undefined>;
  database(): Promise<Database>;
}

export function createTools(pipeline: Pipeline, options: HandlerOptions): Tools {
  const { config = processConfig(), clock = wallClock, ids = randomIds, log = standardLog } = options;
  const clients = new Clients(options.clientOptions, options);
  const { table, leaseMs, requestsInFlightMax } = config;
  const { dynamodb } = clients;
  return {
    pipeline,
    config,
    bucket: config.bucket ?? pipeline.source.bucket,
    clock,
    ids,
    log,
    clients,
    ledger: new Ledger({
      dynamodb,
      clock,
      table,
      leaseMs,
      pipeline: pipeline.name,
      ledgerDays: pipeline.retain.ledgerDays,
    }),
    writer: { dynamodb, clock, table, requestsInFlightMax },
    hashKey: once(() => readHashKey(config, clients)),
    database: once(() => openDatabase(config, clients)),
  };
}

/** The result of the first call that went well. */
function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

async function readHashKey({ hashKey, hashKeySecret }: Config, clients: Clients): Promise<string | undefined> {
  if (hashKeySecret === undefined) return hashKey;
  const { secretText } = await import("./secrets.ts");
  return secretText(await clients.secrets(), hashKeySecret);
}

async function openDatabase({ database }: Config, clients: Clients): Promise<Database> {
  if (database === undefined) {
    throw new HandlerError("missing-config", "Cannot store rows: expected MILLRACE_DATABASE_HOST to name the database");
  }
  const { Database: Opened } = await import("./postgres/database.ts");
  return new Opened(await clients.secrets(), database);
}

/** Lambda keeps what is written to standard output, a line as an event. */
const standardLog: Log = createLog((level, message, fields) => {
  process.stdout.write(`${JSON.stringify({ level, message, ...fields })}\n`);
});
