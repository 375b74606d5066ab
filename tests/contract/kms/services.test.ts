import {
  type CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  PutKeyPolicyCommand,
} from "@aws-sdk/client-kms";
import { GetFunctionConfigurationCommand, InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  RenameObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { createFunction, createRole } from "../lambda/function.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const account = "000000000000";

async function newKey(...more: object[]) {
  const root = { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [root, ...more] });
  const { KeyMetadata } = await cloud.kms.send(new CreateKeyCommand({ Policy }));
  return { id: KeyMetadata?.KeyId ?? "", arn: KeyMetadata?.Arn ?? "" };
}

/** A user with these rights, who can be given others. */
async function newUser(UserName: string, ...actions: string[]) {
  await cloud.iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await cloud.iam.send(new CreateAccessKeyCommand({ UserName }));
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  };
  const allow = async (...Action: string[]) => {
    const Statement = { Effect: "Allow", Action, Resource: "*" };
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await cloud.iam.send(new PutUserPolicyCommand({ UserName, PolicyName: "own", PolicyDocument }));
  };
  await allow(...actions);
  return { allow, config: { ...clientConfig(cloud.cloud.endpoint), credentials } };
}

const bucket = async (Bucket: string) => {
  await cloud.s3.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
  );
  return Bucket;
};

describe("S3 under a customer's key", () => {
  const underKey = (arn: string) => ({ ServerSideEncryption: "aws:kms", SSEKMSKeyId: arn }) as const;

  it("asks for GenerateDataKey to write and for Decrypt to read, in the name of the caller", async () => {
    const { arn } = await newKey();
    const user = await newUser("s3-user", "s3:*");
    const s3 = new S3Client({ ...user.config, forcePathStyle: true });
    const Bucket = await bucket("keyed");
    const put = () => s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x", ...underKey(arn) }));
    const get = () => s3.send(new GetObjectCommand({ Bucket, Key: "a" }));

    await expect(put()).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining(`is not authorized to perform: kms:GenerateDataKey on resource: ${arn}`),
    });
    await user.allow("s3:*", "kms:GenerateDataKey");
    await put();
    await expect(get()).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringContaining("kms:Decrypt"),
    });
    await user.allow("s3:*", "kms:Decrypt");
    expect(await (await get()).Body?.transformToString()).toBe("x");
    s3.destroy();
  });

  it("asks for Decrypt for the parts of an upload too", async () => {
    const { arn } = await newKey();
    const user = await newUser("s3-parts", "s3:*", "kms:GenerateDataKey");
    const s3 = new S3Client({ ...user.config, forcePathStyle: true });
    const at = { Bucket: await bucket("keyed-parts"), Key: "a" };
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ ...at, ...underKey(arn) }));
    const send = () => s3.send(new UploadPartCommand({ ...at, UploadId, PartNumber: 1, Body: "x" }));

    await expect(send()).rejects.toMatchObject({ message: expect.stringContaining("kms:Decrypt") });
    await user.allow("s3:*", "kms:Decrypt");
    const { ETag } = await send();
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    await s3.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload }));
    s3.destroy();
  });

  it("reads under its new name what was renamed, and answers the key by its ARN", async () => {
    const { id, arn } = await newKey();
    const Bucket = await bucket("keyed-names");

    const { SSEKMSKeyId } = await cloud.s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x", ...underKey(id) }));
    await cloud.s3.send(new RenameObjectCommand({ Bucket, Key: "b", RenameSource: "a" }));
    const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket, Key: "b" }));

    expect(SSEKMSKeyId).toBe(arn);
    expect(await Body?.transformToString()).toBe("x");
  });

  it("that is S3's own asks no right, and is a key that KMS knows", async () => {
    const user = await newUser("s3-own", "s3:*");
    const s3 = new S3Client({ ...user.config, forcePathStyle: true });
    const at = { Bucket: await bucket("own-key"), Key: "a" };

    const { SSEKMSKeyId } = await s3.send(new PutObjectCommand({ ...at, Body: "x", ServerSideEncryption: "aws:kms" }));

    expect(await (await s3.send(new GetObjectCommand(at))).Body?.transformToString()).toBe("x");
    const { KeyMetadata } = await cloud.kms.send(new DescribeKeyCommand({ KeyId: "alias/aws/s3" }));
    expect(SSEKMSKeyId).toBe(KeyMetadata?.Arn);
    s3.destroy();
  });

  it("says of a key that is not there that KMS does not know it", async () => {
    const Bucket = await bucket("keyed-nowhere");
    const missing = `arn:aws:kms:eu-west-1:${account}:key/00000000-0000-0000-0000-000000000000`;

    const put = cloud.s3.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x", ...underKey(missing) }));

    await expect(put).rejects.toMatchObject({ name: "KMS.NotFoundException" });
  });
});

describe("a queue under a customer's key", () => {
  it("asks for GenerateDataKey to send and for Decrypt to receive", async () => {
    const { arn, id } = await newKey();
    const user = await newUser("sqs-user", "sqs:*");
    const sqs = new SQSClient(user.config);
    const Attributes = { KmsMasterKeyId: arn, KmsDataKeyReusePeriodSeconds: "60" };
    const { QueueUrl } = await cloud.sqs.send(new CreateQueueCommand({ QueueName: "keyed", Attributes }));
    const send = () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "hush" }));
    const receive = () => sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));

    await expect(send()).rejects.toMatchObject({
      name: "KmsAccessDenied",
      message: expect.stringContaining("kms:GenerateDataKey"),
    });
    await user.allow("sqs:*", "kms:GenerateDataKey");
    await send();
    await expect(receive()).rejects.toMatchObject({
      name: "KmsAccessDenied",
      message: expect.stringContaining("kms:Decrypt"),
    });
    await user.allow("sqs:*", "kms:Decrypt");
    expect((await receive()).Messages).toMatchObject([{ Body: "hush" }]);
    // Data keys are used again for as long as the queue says.
    await cloud.kms.send(new DisableKeyCommand({ KeyId: id }));
    expect((await receive()).Messages).toHaveLength(1);
    cloud.cloud.advanceClock(61_000);
    await expect(receive()).rejects.toMatchObject({ name: "KmsDisabled" });
    sqs.destroy();
  });

  it("gets a topic's messages once the key's policy lets SNS use it", async () => {
    const { arn, id } = await newKey();
    const arnOf = (name: string) => `arn:aws:sqs:eu-west-1:${account}:${name}`;
    const queue = async (QueueName: string, attributes: Record<string, string>) => {
      const open = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: arnOf(QueueName) };
      const Policy = JSON.stringify({ Version: "2012-10-17", Statement: open });
      const { QueueUrl } = await cloud.sqs.send(
        new CreateQueueCommand({ QueueName, Attributes: { ...attributes, Policy } }),
      );
      return async () => {
        const [message] = (await cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages ?? [];
        return message?.Body === undefined ? undefined : JSON.parse(message.Body).Message;
      };
    };
    const receive = await queue("from-topic", { KmsMasterKeyId: arn });
    const receiveLost = await queue("lost", {});
    const { TopicArn } = await cloud.sns.send(new CreateTopicCommand({ Name: "plain" }));
    const Attributes = { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf("lost") }) };
    await cloud.sns.send(
      new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint: arnOf("from-topic"), Attributes }),
    );

    await cloud.sns.send(new PublishCommand({ TopicArn, Message: "early" }));
    expect(await eventually(receiveLost)).toBe("early");
    const statements = [
      { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" },
      { Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: "kms:GenerateDataKey*", Resource: "*" },
    ];
    const KeyPolicy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
    await cloud.kms.send(new PutKeyPolicyCommand({ KeyId: id, Policy: KeyPolicy }));
    await cloud.sns.send(new PublishCommand({ TopicArn, Message: "late" }));

    expect(await eventually(receive)).toBe("late");
  });

  it("under SQS's own key asks no right of users, and is closed to services", async () => {
    const user = await newUser("sqs-own", "sqs:*");
    const sqs = new SQSClient(user.config);
    const Attributes = { KmsMasterKeyId: "alias/aws/sqs" };
    const { QueueUrl } = await cloud.sqs.send(new CreateQueueCommand({ QueueName: "own", Attributes }));

    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "open" }));

    expect((await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toHaveLength(1);
    sqs.destroy();
  });
});

describe("a topic under a customer's key", () => {
  it("asks for GenerateDataKey to publish", async () => {
    const { arn, id } = await newKey();
    const user = await newUser("sns-user", "sns:*");
    const sns = new SNSClient(user.config);
    const { TopicArn } = await cloud.sns.send(
      new CreateTopicCommand({ Name: "keyed", Attributes: { KmsMasterKeyId: id } }),
    );
    const publish = () => sns.send(new PublishCommand({ TopicArn, Message: "hush" }));

    await expect(publish()).rejects.toMatchObject({
      name: "KMSAccessDeniedException",
      message: expect.stringContaining(`kms:GenerateDataKey on resource: ${arn}`),
    });
    await user.allow("sns:*", "kms:GenerateDataKey");
    await publish();
    sns.destroy();
  });
});

describe("a table under a customer's key", () => {
  const shape: Pick<CreateTableCommandInput, "BillingMode" | "AttributeDefinitions" | "KeySchema"> = {
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
    KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
  };

  it("asks whoever makes it for the right to lend the key, and whoever touches items for Decrypt", async () => {
    const { arn, id } = await newKey();
    const user = await newUser("dynamodb-user", "dynamodb:*", "kms:GenerateDataKey");
    const dynamodb = new DynamoDBClient(user.config);
    const TableName = "keyed";
    const SSESpecification = { Enabled: true, SSEType: "KMS", KMSMasterKeyId: id } as const;
    const create = () => dynamodb.send(new CreateTableCommand({ ...shape, TableName, SSESpecification }));
    const put = () => dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: "a" } } }));
    const get = () => dynamodb.send(new GetItemCommand({ TableName, Key: { pk: { S: "a" } } }));

    await expect(create()).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringMatching(/^KMS key access denied error: .*kms:CreateGrant/),
    });
    await user.allow("dynamodb:*", "kms:GenerateDataKey", "kms:CreateGrant");
    await create();
    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
    expect(Table?.SSEDescription).toMatchObject({ Status: "ENABLED", KMSMasterKeyArn: arn });
    await expect(put()).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("kms:Decrypt"),
    });
    await user.allow("dynamodb:*", "kms:Decrypt");
    await put();
    expect((await get()).Item).toEqual({ pk: { S: "a" } });
    // For five minutes nobody asks again.
    await cloud.kms.send(new DisableKeyCommand({ KeyId: id }));
    await get();
    cloud.cloud.advanceClock(5 * 60_000 + 1);
    await expect(get()).rejects.toMatchObject({ message: expect.stringContaining("is disabled") });
    await cloud.kms.send(new EnableKeyCommand({ KeyId: id }));
    await get();
    dynamodb.destroy();
  });

  it("of DynamoDB's own asks no right", async () => {
    const user = await newUser("dynamodb-own", "dynamodb:*");
    const dynamodb = new DynamoDBClient(user.config);
    const TableName = "own-key";

    await dynamodb.send(new CreateTableCommand({ ...shape, TableName, SSESpecification: { Enabled: true } }));
    await dynamodb.send(new PutItemCommand({ TableName, Item: { pk: { S: "a" } } }));

    const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName }));
    expect(Table?.SSEDescription?.KMSMasterKeyArn).toMatch(/:key\/[0-9a-f-]{36}$/);
    dynamodb.destroy();
  });
});

describe("a log group under a customer's key", () => {
  const create = (logs: CloudWatchLogsClient, logGroupName: string, kmsKeyId: string) =>
    logs.send(new CreateLogGroupCommand({ logGroupName, kmsKeyId }));

  it("needs a key whose policy lets CloudWatch Logs use it for that group", async () => {
    const closed = await newKey();
    const open = await newKey({
      Effect: "Allow",
      Principal: { Service: "logs.eu-west-1.amazonaws.com" },
      Action: ["kms:Encrypt*", "kms:Decrypt*", "kms:GenerateDataKey*"],
      Resource: "*",
      Condition: {
        ArnEquals: { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:${account}:log-group:/keyed` },
      },
    });

    await expect(create(cloud.logs, "/keyed", closed.arn)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: `The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:eu-west-1:${account}:log-group:/keyed'`,
    });
    await expect(create(cloud.logs, "/other", open.arn)).rejects.toMatchObject({ name: "AccessDeniedException" });
    await create(cloud.logs, "/keyed", open.arn);
    const { logGroups } = await cloud.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: "/keyed" }));
    expect(logGroups).toMatchObject([{ kmsKeyId: open.arn }]);
  });
});

describe("a function's variables under a customer's key", () => {
  it("open for the function's role, and for readers who may use the key", async () => {
    const { arn, id } = await newKey();
    await createRole(cloud);
    const files = { "index.js": "exports.handler = async () => process.env.WORD;" };
    const given = { files, variables: { WORD: "hush" } };
    await createFunction(cloud, { name: "keyed", ...given, kmsKeyArn: arn });
    const invoke = () => cloud.lambda.send(new InvokeCommand({ FunctionName: "keyed" }));
    const user = await newUser("lambda-user", "lambda:*");
    const lambda = new LambdaClient(user.config);
    const read = async () =>
      (await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: "keyed" }))).Environment;

    expect((await read())?.Error).toMatchObject({ ErrorCode: "AccessDeniedException" });
    await user.allow("lambda:*", "kms:Decrypt");
    expect((await read())?.Variables).toEqual({ WORD: "hush" });
    await cloud.kms.send(new DisableKeyCommand({ KeyId: id }));
    await expect(invoke()).rejects.toMatchObject({ name: "KMSDisabledException" });
    await cloud.kms.send(new EnableKeyCommand({ KeyId: id }));
    expect(Buffer.from((await invoke()).Payload ?? []).toString()).toBe('"hush"');
    lambda.destroy();
  });
});
