import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { paginateListTables, paginateScan } from "@aws-sdk/client-dynamodb";
import { DescribeDBClustersCommand } from "@aws-sdk/client-rds";
import { ListBucketsCommand, ListMultipartUploadsCommand, paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { GetSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { ListExecutionsCommand, ListStateMachinesCommand } from "@aws-sdk/client-sfn";
import { GetQueueAttributesCommand, ListQueuesCommand } from "@aws-sdk/client-sqs";
import pg from "pg";
import type { Clients } from "../support/cloud.ts";

/** What a person would look at: how many there are of everything, and who has logged. */
export type Outcome = Readonly<Record<string, number>>;

export async function outcomeOf(clients: Clients, functions: readonly string[]): Promise<Outcome> {
  const parts = await Promise.all([
    tables(clients),
    queues(clients),
    buckets(clients),
    executions(clients),
    logs(clients, functions),
    database(clients),
  ]);
  return Object.fromEntries(parts.flat().sort(([a], [b]) => (a < b ? -1 : 1)));
}

type Counts = readonly (readonly [string, number])[];

function counted(names: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts];
}

/** Items of the ledger by what they say, all others by their table. */
async function tables({ dynamodb }: Clients): Promise<Counts> {
  const names: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client: dynamodb }, {})) {
    for (const TableName of TableNames) {
      for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName })) {
        names.push(
          ...Items.map(
            (item) => `table ${TableName} ${item["status"]?.S ?? item["SK"]?.S?.split("#")[0]?.slice(0, 6) ?? ""}`,
          ),
        );
      }
    }
  }
  return counted(names);
}

async function queues({ sqs }: Clients): Promise<Counts> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  return Promise.all(
    QueueUrls.map(async (QueueUrl) => {
      const AttributeNames = ["ApproximateNumberOfMessages"] as const;
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
      );
      return [`queue ${QueueUrl.split("/").at(-1)}`, Number(Attributes?.ApproximateNumberOfMessages)] as const;
    }),
  );
}

async function buckets({ s3 }: Clients): Promise<Counts> {
  const names: string[] = [];
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  for (const { Name: Bucket = "" } of Buckets) {
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket })) {
      names.push(...Contents.map(({ Key = "" }) => `bucket ${Bucket} ${Key.split("/")[0]}`));
    }
    const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
    names.push(...Uploads.map(() => `bucket ${Bucket} unfinished`));
  }
  return counted(names);
}

async function executions({ states }: Clients): Promise<Counts> {
  const { stateMachines = [] } = await states.send(new ListStateMachinesCommand({}));
  const names: string[] = [];
  for (const { stateMachineArn, name } of stateMachines) {
    const { executions: all = [] } = await states.send(new ListExecutionsCommand({ stateMachineArn }));
    names.push(...all.map(({ status }) => `execution ${name} ${status}`));
  }
  return counted(names);
}

/** Whether a function has logged, not how much: that is its own affair. */
async function logs({ logs: client }: Clients, functions: readonly string[]): Promise<Counts> {
  return Promise.all(
    functions.map(async (name) => {
      const logGroupName = `/aws/lambda/${name}`;
      const { events = [] } = await client.send(new FilterLogEventsCommand({ logGroupName, limit: 1 }));
      return [`log ${name}`, events.length] as const;
    }),
  );
}

async function database({ rds, secretsmanager }: Clients): Promise<Counts> {
  const { DBClusters: [cluster] = [] } = await rds.send(new DescribeDBClustersCommand({}));
  if (cluster?.MasterUserSecret?.SecretArn === undefined) return [];
  const { SecretString = "" } = await secretsmanager.send(
    new GetSecretValueCommand({ SecretId: cluster.MasterUserSecret.SecretArn }),
  );
  const { username: user, password } = JSON.parse(SecretString) as {
    readonly username: string;
    readonly password: string;
  };
  const client = new pg.Client({
    host: cluster.Endpoint,
    port: cluster.Port,
    database: cluster.DatabaseName,
    user,
    password,
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_stat_user_tables WHERE schemaname = 'public'`,
    );
    return await Promise.all(
      rows.map(async ({ name }) => {
        const {
          rows: [row],
        } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM "${name}"`);
        return [`rows ${name}`, row?.n ?? 0] as const;
      }),
    );
  } finally {
    await client.end();
  }
}
