import { readFileSync } from "node:fs";
import { CreateTableCommand } from "@aws-sdk/client-dynamodb";
import { PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import {
  CreateBucketCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketVersioningCommand,
} from "@aws-sdk/client-s3";
import { createFunction, createRole } from "../../contract/lambda/function.ts";
import type { Clients } from "../../support/cloud.ts";

export const bucket = "crash";
export const tables = { items: "items", events: "events" } as const;
/** Each has a bucket of its own, whose versioning it switches. */
export const versionWriters = ["versions/0", "versions/1"] as const;
export const versionsBucket = (writer: string): string => writer.replace("/", "-");

/** A bucket whose function notes every new object in a table, a table to write to, and buckets with versions. */
export async function setUp(clients: Clients, mark: string): Promise<void> {
  const { dynamodb, iam, lambda, s3 } = clients;
  for (const TableName of Object.values(tables)) {
    await dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      }),
    );
  }
  await createRole(clients);
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: "function",
      PolicyName: "events",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Action: "dynamodb:UpdateItem", Resource: "*" },
      }),
    }),
  );
  await createFunction(clients, {
    name: "listener",
    files: { "index.js": readFileSync(new URL("./listener.cjs", import.meta.url), "utf8") },
    timeoutSeconds: 30,
    variables: { EVENTS_TABLE: tables.events, MARK: mark },
  });
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  for (const Bucket of versionWriters.map(versionsBucket)) {
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
  }
  await lambda.send(
    new AddPermissionCommand({
      FunctionName: "listener",
      StatementId: "bucket",
      Action: "lambda:InvokeFunction",
      Principal: "s3.amazonaws.com",
      SourceArn: `arn:aws:s3:::${bucket}`,
    }),
  );
  await s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket: bucket,
      NotificationConfiguration: {
        LambdaFunctionConfigurations: [
          {
            LambdaFunctionArn: "arn:aws:lambda:eu-west-1:000000000000:function:listener",
            Events: ["s3:ObjectCreated:*"],
          },
        ],
      },
    }),
  );
}
