import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { IAMClient } from "@aws-sdk/client-iam";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { STSClient } from "@aws-sdk/client-sts";
import type { Option } from "./command.ts";
import type { Config } from "./config.ts";
import { defaultPort } from "./process.ts";

/** Which cloud a command speaks to: ours on this machine, or AWS. */
export interface Target {
  /** Undefined for AWS itself. */
  readonly endpoint: string | undefined;
  readonly region: string;
}

export const targetOptions = {
  endpoint: {
    type: "string",
    value: "<url>",
    says: `The cloud to speak to (default AWS_ENDPOINT_URL, then http://127.0.0.1:${defaultPort})`,
  },
  aws: { type: "boolean", says: "Speak to AWS, with the credentials of the environment" },
  region: { type: "string", value: "<name>", says: "Region (default AWS_REGION, then us-east-1)" },
} as const satisfies Readonly<Record<string, Option>>;

interface TargetValues {
  readonly endpoint: string | undefined;
  readonly aws: boolean;
  readonly region: string | undefined;
}

export function targetOf({ endpoint, aws, region }: TargetValues, config: Config): Target {
  const local = endpoint ?? config.endpoint ?? `http://127.0.0.1:${defaultPort}`;
  return {
    endpoint: aws ? undefined : local.replace(/\/+$/, ""),
    region: region ?? config.region,
  };
}

/** Clients of one cloud. */
export interface Clients {
  readonly cloudformation: CloudFormationClient;
  readonly dynamodb: DynamoDBClient;
  readonly iam: IAMClient;
  readonly lambda: LambdaClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly sts: STSClient;
}

/** Our own cloud is spoken to as its administrator, AWS as whoever the environment says. */
export const clientConfig = ({ endpoint, region }: Target) =>
  endpoint === undefined
    ? { region }
    : { endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };

export function clientsOf(target: Target): Clients {
  const config = clientConfig(target);
  return {
    cloudformation: new CloudFormationClient(config),
    dynamodb: new DynamoDBClient(config),
    iam: new IAMClient(config),
    lambda: new LambdaClient(config),
    logs: new CloudWatchLogsClient(config),
    s3: new S3Client({ ...config, forcePathStyle: target.endpoint !== undefined }),
    sts: new STSClient(config),
  };
}
