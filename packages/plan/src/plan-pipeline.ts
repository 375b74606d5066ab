import { formatArn } from "@millrace/core";
import { expiryAttribute, indexKeys, type Pipeline, partitionKey, sortKey } from "@millrace/pipeline";
import { environmentNames, fileIndex, statusIndex } from "./names.ts";
import type { Connection, FunctionResource, Plan, Statement, TableResource } from "./plan.ts";
import { PlanError } from "./plan-error.ts";

export interface PlanOptions {
  readonly account: string;
  readonly region: string;
  readonly partition?: string;
  /** Where the definition's own name of the bucket is taken: bucket names are one for all of AWS. */
  readonly bucket?: string;
  readonly memoryMb?: number;
  readonly timeoutSeconds?: number;
  readonly runtime?: string;
}

/** Works out everything that a pipeline needs in an account: small files, one function, one table. */
export function planPipeline(pipeline: Pipeline, options: PlanOptions): Plan {
  const { account, region, partition = "aws" } = options;
  const arn = (service: string, resource: string): string =>
    formatArn({ partition, service, region, account, resource });
  const globalArn = (service: string, owner: string, resource: string): string =>
    formatArn({ partition, service, region: "", account: owner, resource });

  const functionName = `${pipeline.name}-file`;
  const bucket = options.bucket ?? pipeline.source.bucket;
  const bucketArn = globalArn("s3", "", bucket);
  const logGroup = `/aws/lambda/${functionName}`;
  const logGroupArn = arn("logs", `log-group:${logGroup}`);
  const roleArn = globalArn("iam", account, `role/${functionName}`);
  const table = tableOf(pipeline, arn("dynamodb", `table/${pipeline.name}`));
  const worker = functionOf(pipeline, options, {
    arn: arn("lambda", `function:${functionName}`),
    roleArn,
    table: table.name,
  });

  return {
    pipeline: pipeline.name,
    account,
    region,
    resources: [
      table,
      { kind: "bucket", name: bucket, arn: bucketArn },
      { kind: "log-group", name: logGroup, arn: logGroupArn },
      { kind: "role", name: functionName, arn: roleArn, trusts: "lambda.amazonaws.com" },
      worker,
    ],
    connections: [connectionOf(pipeline, { bucket, bucketArn, account, functionArn: worker.arn })],
    statements: statementsOf(pipeline, { bucketArn, tableArn: table.arn, logGroupArn }),
  };
}

function tableOf(pipeline: Pipeline, arn: string): TableResource {
  const wanted = Object.values(pipeline.sinks).flatMap((sink) => (sink.kind === "single-table" ? sink.indexes : []));
  const names = [fileIndex, statusIndex, ...new Set(wanted)];
  const taken = wanted.find((name) => name === fileIndex || name === statusIndex);
  if (taken !== undefined) {
    throw new PlanError("index-name-taken", `Cannot name an index "${taken}": the ledger has one of that name`, {
      index: taken,
    });
  }
  return {
    kind: "table",
    name: pipeline.name,
    arn,
    partitionKey,
    sortKey,
    indexes: names.map((name) => ({ name, partitionKey: indexKeys(name).pk, sortKey: indexKeys(name).sk })),
    expiryAttribute,
  };
}

function functionOf(
  pipeline: Pipeline,
  options: PlanOptions,
  refers: { readonly arn: string; readonly roleArn: string; readonly table: string },
): FunctionResource {
  return {
    kind: "function",
    name: `${pipeline.name}-file`,
    arn: refers.arn,
    roleArn: refers.roleArn,
    runtime: options.runtime ?? "nodejs22.x",
    handler: "index.handler",
    memoryMb: options.memoryMb ?? 512,
    timeoutSeconds: options.timeoutSeconds ?? 300,
    environment: { [environmentNames.table]: refers.table },
    secrets: pipeline.pii.length === 0 ? [] : [environmentNames.hashKey],
  };
}

function connectionOf(
  pipeline: Pipeline,
  parts: {
    readonly bucket: string;
    readonly bucketArn: string;
    readonly account: string;
    readonly functionArn: string;
  },
): Connection {
  return {
    kind: "object-created",
    id: `${pipeline.name}-files`,
    bucket: parts.bucket,
    prefix: pipeline.source.prefix,
    functionArn: parts.functionArn,
    permission: {
      sid: "LetTheBucketStartTheFunction",
      action: "lambda:InvokeFunction",
      principal: "s3.amazonaws.com",
      sourceArn: parts.bucketArn,
      sourceAccount: parts.account,
    },
  };
}

function statementsOf(
  pipeline: Pipeline,
  arns: { readonly bucketArn: string; readonly tableArn: string; readonly logGroupArn: string },
): readonly Statement[] {
  const files = `${arns.bucketArn}/${pipeline.source.prefix}*`;
  const rejects = `${arns.bucketArn}/${pipeline.rejects.prefix}${pipeline.name}/*`;
  const streams = `${arns.logGroupArn}:*`;
  return [
    { sid: "ReadPartnerFiles", action: "s3:GetObject", resource: files },
    { sid: "ReadTheVersionThatArrived", action: "s3:GetObjectVersion", resource: files },
    { sid: "WriteRejects", action: "s3:PutObject", resource: rejects },
    { sid: "GiveUpUnfinishedRejects", action: "s3:AbortMultipartUpload", resource: rejects },
    { sid: "ClaimAndFinishRuns", action: "dynamodb:UpdateItem", resource: arns.tableArn },
    { sid: "WriteRowsOnce", action: "dynamodb:PutItem", resource: arns.tableArn },
    { sid: "WriteRowsAndRejectsInBatches", action: "dynamodb:BatchWriteItem", resource: arns.tableArn },
    { sid: "OpenLogStreams", action: "logs:CreateLogStream", resource: streams },
    { sid: "WriteLogLines", action: "logs:PutLogEvents", resource: streams },
  ];
}
