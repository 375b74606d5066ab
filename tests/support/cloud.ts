import { fileURLToPath } from "node:url";
import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { ApiGatewayV2Client } from "@aws-sdk/client-apigatewayv2";
import { CloudControlClient } from "@aws-sdk/client-cloudcontrol";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { EC2Client } from "@aws-sdk/client-ec2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { IAMClient } from "@aws-sdk/client-iam";
import { KinesisClient } from "@aws-sdk/client-kinesis";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { PipesClient } from "@aws-sdk/client-pipes";
import { RDSClient } from "@aws-sdk/client-rds";
import { S3Client } from "@aws-sdk/client-s3";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";
import { XRayClient } from "@aws-sdk/client-xray";
import { type Cloud, type CloudOptions, startCloud } from "@millrace/cloud";

/** Real clients of one cloud. */
export interface Clients {
  readonly cloudcontrol: CloudControlClient;
  readonly cloudformation: CloudFormationClient;
  readonly apigateway: APIGatewayClient;
  readonly apigatewayv2: ApiGatewayV2Client;
  readonly cloudwatch: CloudWatchClient;
  readonly ec2: EC2Client;
  readonly rds: RDSClient;
  readonly events: EventBridgeClient;
  readonly kinesis: KinesisClient;
  readonly kms: KMSClient;
  readonly pipes: PipesClient;
  readonly scheduler: SchedulerClient;
  readonly secretsmanager: SecretsManagerClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly ssm: SSMClient;
  readonly states: SFNClient;
  readonly xray: XRayClient;
  readonly dynamodb: DynamoDBClient;
  readonly dynamodbstreams: DynamoDBStreamsClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly sts: STSClient;
}

/** A running cloud with real clients of it. */
export interface TestCloud extends Clients {
  readonly cloud: Cloud;
  stop(): Promise<void>;
}

/** What clients are given unless a test gives something else. */
export const clientConfig = (endpoint: string) => ({
  endpoint,
  region: "eu-west-1",
  credentials: { accessKeyId: "test", secretAccessKey: "test" },
  maxAttempts: 1,
});

export function clientsOf(endpoint: string): Clients {
  const config = clientConfig(endpoint);
  return {
    cloudcontrol: new CloudControlClient(config),
    cloudformation: new CloudFormationClient(config),
    apigateway: new APIGatewayClient(config),
    apigatewayv2: new ApiGatewayV2Client(config),
    cloudwatch: new CloudWatchClient(config),
    ec2: new EC2Client(config),
    rds: new RDSClient(config),
    events: new EventBridgeClient(config),
    kinesis: new KinesisClient(config),
    kms: new KMSClient(config),
    pipes: new PipesClient(config),
    scheduler: new SchedulerClient(config),
    secretsmanager: new SecretsManagerClient(config),
    sns: new SNSClient(config),
    sqs: new SQSClient(config),
    ssm: new SSMClient(config),
    // Some of its operations would be asked at `sync-` before the host.
    states: new SFNClient({ ...config, disableHostPrefix: true }),
    xray: new XRayClient(config),
    dynamodb: new DynamoDBClient(config),
    dynamodbstreams: new DynamoDBStreamsClient(config),
    iam: new IAMClient(config),
    lambda: new LambdaClient(config),
    logs: new CloudWatchLogsClient(config),
    s3: new S3Client(config),
    sts: new STSClient(config),
  };
}

export function closeClients(clients: Clients): void {
  for (const client of Object.values(clients)) client.destroy();
}

/** As the command line has it, which is built before tests are run. */
const sdkFolder = fileURLToPath(new URL("../../packages/cli/dist/sdk/node_modules", import.meta.url));

/** Starts a cloud that keeps nothing, on a free port, in this process. */
export async function startTestCloud(options: Partial<CloudOptions> = {}): Promise<TestCloud> {
  const cloud = await startCloud({ port: 0, programPath: process.env["PATH"] ?? "", sdkFolder, ...options });
  const clients = clientsOf(cloud.endpoint);
  return {
    cloud,
    ...clients,
    async stop() {
      closeClients(clients);
      await cloud.stop();
    },
  };
}

/** Asks again, as clients' waiters do, until `ask` gives something. Real processes take real time. */
export async function eventually<Result>(ask: () => Promise<Result | undefined>, secondsMax = 20): Promise<Result> {
  for (let tries = 0; tries < secondsMax * 20; tries++) {
    const result = await ask();
    if (result !== undefined) return result;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Nothing came within ${secondsMax} seconds`);
}
