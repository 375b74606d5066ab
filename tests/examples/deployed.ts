import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { type AttributeValue, DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import { clientConfig } from "../support/cloud.ts";
import { millrace, type Running, start } from "../support/program.ts";

/** One example on a cloud of its own, deployed as `millrace up` does it, its samples read. */
export interface Deployed {
  readonly endpoint: string;
  readonly program: Running;
  readonly dynamodb: DynamoDBClient;
  readonly s3: S3Client;
  readonly sqs: SQSClient;
  readonly sfn: SFNClient;
  /** Items of a table, those of the ledger left out. */
  rows(table: string): Promise<Readonly<Record<string, AttributeValue>>[]>;
  /** Rights that somebody was refused since the start, as `action resource`. */
  refused(): Promise<readonly string[]>;
  /** State of every alarm, judged again after a minute: one on silent partners rings until it has seen a first file. */
  alarms(): Promise<Readonly<Record<string, string>>>;
}

export async function deployExample(name: string): Promise<Deployed> {
  const program = start(["up", `examples/${name}`, "--samples", "--ephemeral", "--port", "0", "--no-watch"]);
  const [, endpoint = ""] = await program.prints(/runs at (http:\S+)/);
  await program.prints(/Files are followed here/);
  const config = { ...clientConfig(endpoint), region: "us-east-1" };
  const dynamodb = new DynamoDBClient(config);
  const cloudwatch = new CloudWatchClient(config);
  return {
    endpoint,
    program,
    dynamodb,
    s3: new S3Client({ ...config, forcePathStyle: true }),
    sqs: new SQSClient(config),
    sfn: new SFNClient(config),
    async rows(table) {
      const items: Record<string, AttributeValue>[] = [];
      for await (const { Items = [] } of paginateScan({ client: dynamodb }, { TableName: table })) items.push(...Items);
      return items.filter((item) => !item["PK"]?.S?.startsWith("millrace#"));
    },
    async refused() {
      const { out } = await millrace(["audit", "--endpoint", endpoint, "--json"]);
      const { roles } = JSON.parse(out) as {
        readonly roles: readonly {
          readonly refused: readonly { readonly action: string; readonly resource: string }[];
        }[];
      };
      return roles.flatMap(({ refused }) => refused.map(({ action, resource }) => `${action} ${resource}`));
    },
    async alarms() {
      await millrace(["clock", "advance", "90s", "--endpoint", endpoint]);
      const { MetricAlarms = [] } = await cloudwatch.send(new DescribeAlarmsCommand({}));
      const states = MetricAlarms.map(({ AlarmName = "", StateValue = "" }) => [AlarmName, StateValue] as const);
      // By its own alarms a scaling policy learns how much is used: little use is nothing that anybody should hear of.
      return Object.fromEntries(states.filter(([name]) => !name.startsWith("TargetTracking-")));
    },
  };
}
