import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateFunctionCommand,
  InvokeCommand,
  type LogFormat,
  type Runtime,
  type VpcConfig,
} from "@aws-sdk/client-lambda";
import type { Clients } from "../../support/cloud.ts";
import { zip } from "../../support/zip.ts";

export const roleArn = "arn:aws:iam::000000000000:role/function";

/** A role that Lambda may assume, and that may write logs. */
export async function createRole({ iam }: Clients): Promise<void> {
  await iam.send(
    new CreateRoleCommand({
      RoleName: "function",
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
      }),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: "function",
      PolicyName: "logs",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: ["logs:*", "ec2:CreateNetworkInterface"], Resource: "*" }],
      }),
    }),
  );
}

export interface FunctionOptions {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly runtime?: Runtime;
  readonly handler?: string;
  readonly timeoutSeconds?: number;
  readonly variables?: Readonly<Record<string, string>>;
  readonly format?: LogFormat;
  readonly vpc?: VpcConfig;
  readonly kmsKeyArn?: string;
}

export async function createFunction({ lambda }: Clients, options: FunctionOptions): Promise<void> {
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: options.name,
      Role: roleArn,
      Runtime: options.runtime ?? "nodejs20.x",
      Handler: options.handler ?? "index.handler",
      Timeout: options.timeoutSeconds ?? 5,
      ...(options.format === undefined ? {} : { LoggingConfig: { LogFormat: options.format } }),
      ...(options.vpc === undefined ? {} : { VpcConfig: options.vpc }),
      ...(options.kmsKeyArn === undefined ? {} : { KMSKeyArn: options.kmsKeyArn }),
      ...(options.variables === undefined ? {} : { Environment: { Variables: options.variables } }),
      Code: { ZipFile: await zip(options.files) },
    }),
  );
}

export interface Invoked {
  readonly error: string | undefined;
  readonly payload: unknown;
  /** The last lines that the function printed, with Lambda's own. */
  readonly log: string;
}

export async function invoke({ lambda }: Clients, name: string, event: unknown = {}): Promise<Invoked> {
  const { FunctionError, Payload, LogResult } = await lambda.send(
    new InvokeCommand({ FunctionName: name, LogType: "Tail", Payload: Buffer.from(JSON.stringify(event)) }),
  );
  return {
    error: FunctionError,
    payload: JSON.parse(Payload?.transformToString() ?? ""),
    log: Buffer.from(LogResult ?? "", "base64").toString("utf8"),
  };
}
