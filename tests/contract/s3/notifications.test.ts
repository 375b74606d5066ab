import { FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  type Event,
  type FilterRuleName,
  GetBucketNotificationConfigurationCommand,
  type LambdaFunctionConfiguration,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createFunction, createRole } from "../lambda/function.ts";

const Bucket = "events";
const LambdaFunctionArn = "arn:aws:lambda:eu-west-1:000000000000:function:listener";
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
  await createFunction(cloud, {
    name: "listener",
    files: {
      "index.js": "exports.handler = async (event) => process.stdout.write(JSON.stringify(event.Records[0]) + '\\n')",
    },
  });
  await cloud.s3.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
  );
});
afterAll(() => cloud.stop());

const configure = (...rules: LambdaFunctionConfiguration[]) =>
  cloud.s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration: { LambdaFunctionConfigurations: rules },
    }),
  );
const rule = (more: Partial<LambdaFunctionConfiguration> = {}): LambdaFunctionConfiguration => ({
  LambdaFunctionArn,
  Events: ["s3:ObjectCreated:*"],
  ...more,
});
const suffix = (Value: string) => ({ Key: { FilterRules: [{ Name: "suffix" as const, Value }] } });

describe("PutBucketNotificationConfiguration", () => {
  it("refuses a function that the bucket may not invoke", async () =>
    expect(configure(rule())).rejects.toMatchObject({
      name: "InvalidArgument",
      message: "Unable to validate the following destination configurations",
    }));

  it("refuses rules that overlap", async () => {
    await cloud.lambda.send(
      new AddPermissionCommand({
        FunctionName: "listener",
        StatementId: "bucket",
        Action: "lambda:InvokeFunction",
        Principal: "s3.amazonaws.com",
        SourceArn: `arn:aws:s3:::${Bucket}`,
      }),
    );

    await expect(configure(rule({ Filter: suffix(".csv") }), rule({ Filter: suffix("s.csv") }))).rejects.toMatchObject({
      name: "InvalidArgument",
      message: expect.stringContaining("ambiguously defined"),
    });
  });

  it.each([
    ["an event that there is not", { Events: ["s3:ObjectSung:*" as Event] }, "not supported for notifications"],
    [
      "a filter that is neither prefix nor suffix",
      { Filter: { Key: { FilterRules: [{ Name: "Infix" as FilterRuleName, Value: "a" }] } } },
      "filter rule name must be either prefix or suffix",
    ],
  ])("refuses %s in words of its own", async (_, more, message) => {
    await expect(configure(rule(more))).rejects.toMatchObject({
      name: "InvalidArgument",
      message: expect.stringContaining(message),
    });
  });

  it("delivers AWS's event to the function, only for what matches", async () => {
    await configure(rule({ Id: "csv", Filter: suffix(".csv") }), rule({ Id: "gone", Events: ["s3:ObjectRemoved:*"] }));
    for (const Key of ["in/a b+ü.csv", "in/ignored.json"]) {
      await cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body: "12345" }));
    }
    await cloud.s3.send(new DeleteObjectCommand({ Bucket, Key: "in/ignored.json" }));

    const records = await eventually(async () => {
      const { events = [] } = await cloud.logs
        .send(new FilterLogEventsCommand({ logGroupName: "/aws/lambda/listener", filterPattern: '"aws:s3"' }))
        .catch(() => ({ events: [] }));
      return events.length === 2 ? events.map(({ message = "" }) => JSON.parse(message)) : undefined;
    });

    const [created, removed] = records.sort((a, b) => (a.eventName < b.eventName ? -1 : 1));
    expect(created).toMatchObject({
      eventVersion: "2.1",
      eventSource: "aws:s3",
      awsRegion: "eu-west-1",
      eventName: "ObjectCreated:Put",
      userIdentity: { principalId: "AWS:000000000000" },
      s3: {
        s3SchemaVersion: "1.0",
        configurationId: "csv",
        bucket: { name: Bucket, arn: `arn:aws:s3:::${Bucket}` },
        object: { key: "in/a+b%2B%C3%BC.csv", size: 5, eTag: "827ccb0eea8a706c4c34a16891f84e7b" },
      },
    });
    expect(created.s3.object.sequencer).toMatch(/^[0-9A-F]{16,}$/);
    expect(removed).toMatchObject({ eventName: "ObjectRemoved:Delete", s3: { object: { key: "in/ignored.json" } } });
    expect(removed.s3.object).not.toHaveProperty("size");
  });
});

describe("GetBucketNotificationConfiguration", () => {
  it("answers what was put", async () => {
    await configure(rule({ Id: "one", Filter: suffix(".csv") }));

    const { LambdaFunctionConfigurations } = await cloud.s3.send(
      new GetBucketNotificationConfigurationCommand({ Bucket }),
    );

    expect(LambdaFunctionConfigurations).toEqual([
      {
        Id: "one",
        LambdaFunctionArn,
        Events: ["s3:ObjectCreated:*"],
        Filter: { Key: { FilterRules: [{ Name: "Suffix", Value: ".csv" }] } },
      },
    ]);
  });
});
