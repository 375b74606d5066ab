import { paginateScan } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { CreateSecretCommand } from "@aws-sdk/client-secrets-manager";
import { silentLog } from "@millrace/core";
import { type HandlerOptions, type Run, readConfig, readRun, type SourceFile } from "@millrace/handlers";
import type { Pipeline } from "@millrace/pipeline";
import { clientConfig, type TestCloud } from "./cloud.ts";
import { createPlannedTable } from "./planned-table.ts";
import type { TestPostgres } from "./postgres.ts";

/** What a pipeline's handlers need, made by hand in a cloud, so that a test can call them itself. */
export interface HandMade {
  readonly options: HandlerOptions;
  put(key: string, body: string | Uint8Array): Promise<SourceFile>;
  text(key: string): Promise<string>;
  /** The items of the single table that are not the ledger's. */
  rows(): Promise<Readonly<Record<string, string>>[]>;
  runs(): Promise<readonly Run[]>;
}

let sequence = 0;

/** The notification that S3 would send of a file. */
export const notificationOf = ({ bucket, key, size, eTag, sequencer, arrivedAt }: SourceFile) => ({
  Records: [
    {
      eventName: "ObjectCreated:Put",
      eventTime: new Date(arrivedAt).toISOString(),
      s3: { bucket: { name: bucket }, object: { key: encodeURIComponent(key), size, eTag, sequencer } },
    },
  ],
});

export async function makeByHand(
  cloud: TestCloud,
  pipeline: Pipeline,
  given: { readonly postgres?: TestPostgres; readonly environment?: Readonly<Record<string, string>> } = {},
): Promise<HandMade> {
  const { bucket } = pipeline.source;
  const table = pipeline.name;
  await createPlannedTable(cloud.dynamodb, pipeline, table);
  const location = { CreateBucketConfiguration: { LocationConstraint: "eu-west-1" as const } };
  await cloud.s3.send(new CreateBucketCommand({ Bucket: bucket, ...location }));
  const environment = {
    MILLRACE_TABLE: table,
    MILLRACE_HASH_KEY: "key",
    ...(given.postgres === undefined ? {} : await databaseOf(cloud, pipeline, given.postgres)),
    ...given.environment,
  };
  const scan = async () => {
    const items = [];
    const pages = paginateScan({ client: cloud.dynamodb }, { TableName: table });
    for await (const { Items = [] } of pages) items.push(...Items);
    return items;
  };
  return {
    options: {
      config: readConfig(environment),
      log: silentLog,
      s3: cloud.s3,
      dynamodb: cloud.dynamodb,
      clientOptions: clientConfig(cloud.cloud.endpoint),
    },
    async put(key, body) {
      const { ETag = "" } = await cloud.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
      const sequencer = (++sequence).toString(16).padStart(32, "0");
      const eTag = ETag.replaceAll('"', "");
      const arrivedAt = sequence * 1000;
      return { bucket, key, size: Buffer.byteLength(body), eTag, versionId: undefined, sequencer, arrivedAt };
    },
    async text(key) {
      const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return (await Body?.transformToString()) ?? "";
    },
    async rows() {
      const items = (await scan()).filter((item) => !item["PK"]?.S?.startsWith("millrace#"));
      return items.map((item) =>
        Object.fromEntries(Object.entries(item).map(([name, value]) => [name, value.S ?? value.N ?? ""])),
      );
    },
    runs: async () => (await scan()).flatMap((item) => readRun(item) ?? []),
  };
}

async function databaseOf(cloud: TestCloud, pipeline: Pipeline, postgres: TestPostgres) {
  const name = pipeline.name.replaceAll("-", "_");
  await postgres.query(`CREATE DATABASE ${name}`);
  const { user: username, password, host, port } = postgres;
  const secret = { Name: `${pipeline.name}-database`, SecretString: JSON.stringify({ username, password }) };
  const { ARN = "" } = await cloud.secretsmanager.send(new CreateSecretCommand(secret));
  return {
    MILLRACE_DATABASE_HOST: host,
    MILLRACE_DATABASE_PORT: String(port),
    MILLRACE_DATABASE_NAME: name,
    MILLRACE_DATABASE_SECRET: ARN,
  };
}
