import {
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from "@aws-sdk/client-iam";
import { AddPermissionCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutBucketNotificationConfigurationCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { CreateTopicCommand, PublishCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { zip } from "../../support/zip.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const trust = (Principal: unknown) => policy({ Effect: "Allow", Principal, Action: "sts:AssumeRole" });
const lambdaTrust = trust({ Service: "lambda.amazonaws.com" });

interface Entry {
  readonly principal: string;
  readonly action: string;
  readonly isAllowed: boolean;
  readonly fix?: string;
}

/** What the decision log says should be added for an action that was refused. */
const fixFor = (principal: string, action: string): Promise<string> =>
  eventually(async () => {
    const response = await fetch(`${cloud.cloud.endpoint}/_millrace/decisions`);
    const { decisions } = (await response.json()) as { decisions: Entry[] };
    return decisions.find((one) => one.principal === principal && one.action === action && !one.isAllowed)?.fix;
  });

async function makeFunction(client: LambdaClient, FunctionName: string, Role: string): Promise<void> {
  const ZipFile = await zip({ "index.js": "exports.handler = async () => 1" });
  const Code = { ZipFile };
  await client.send(
    new CreateFunctionCommand({ FunctionName, Role, Code, Runtime: "nodejs20.x", Handler: "index.handler" }),
  );
}

describe("what is missing stops the flow where AWS stops it", () => {
  it("a permission of the function: the bucket cannot be told to call it", async () => {
    await cloud.iam.send(new CreateRoleCommand({ RoleName: "called", AssumeRolePolicyDocument: lambdaTrust }));
    await makeFunction(cloud.lambda, "called", "arn:aws:iam::000000000000:role/called");
    const Bucket = "calling";
    await cloud.s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
    );
    const LambdaFunctionArn = "arn:aws:lambda:eu-west-1:000000000000:function:called";
    const NotificationConfiguration = {
      LambdaFunctionConfigurations: [{ LambdaFunctionArn, Events: ["s3:ObjectCreated:*" as const] }],
    };
    const configure = () =>
      cloud.s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }));

    await expect(configure()).rejects.toMatchObject({
      name: "InvalidArgument",
      message: "Unable to validate the following destination configurations",
    });
    expect(await fixFor("s3.amazonaws.com", "lambda:InvokeFunction")).toContain(
      `add to the policy of ${LambdaFunctionArn}`,
    );
    await cloud.lambda.send(
      new AddPermissionCommand({
        FunctionName: "called",
        StatementId: "s3",
        Action: "lambda:InvokeFunction",
        Principal: "s3.amazonaws.com",
      }),
    );
    await configure();
  });

  it("a policy of the queue: the topic's messages do not arrive", async () => {
    const { QueueUrl } = await cloud.sqs.send(new CreateQueueCommand({ QueueName: "closed" }));
    const { TopicArn } = await cloud.sns.send(new CreateTopicCommand({ Name: "news" }));
    const Endpoint = "arn:aws:sqs:eu-west-1:000000000000:closed";
    await cloud.sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
    await cloud.sns.send(new PublishCommand({ TopicArn, Message: "lost" }));

    const fix = await fixFor("sns.amazonaws.com", "sqs:SendMessage");
    const statement = JSON.parse(fix.slice(fix.indexOf("{")));
    expect(statement).toMatchObject({ Principal: { Service: "sns.amazonaws.com" }, Resource: Endpoint });
    // What the log names is enough.
    await cloud.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy: policy(statement) } }));
    await cloud.sns.send(new PublishCommand({ TopicArn, Message: "found" }));
    const body = await eventually(async () => {
      const { Messages = [] } = await cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
      return Messages.map(({ Body = "{}" }) => JSON.parse(Body).Message).find((message) => message === "found");
    });
    expect(body).toBe("found");
  });

  it("iam:PassRole: a function cannot be given the role", async () => {
    await cloud.iam.send(new CreateRoleCommand({ RoleName: "passed", AssumeRolePolicyDocument: lambdaTrust }));
    await cloud.iam.send(new CreateUserCommand({ UserName: "deployer" }));
    await cloud.iam.send(
      new AttachUserPolicyCommand({ UserName: "deployer", PolicyArn: "arn:aws:iam::aws:policy/PowerUserAccess" }),
    );
    const { AccessKey } = await cloud.iam.send(new CreateAccessKeyCommand({ UserName: "deployer" }));
    const credentials = {
      accessKeyId: AccessKey?.AccessKeyId ?? "",
      secretAccessKey: AccessKey?.SecretAccessKey ?? "",
    };
    const lambda = new LambdaClient({ ...clientConfig(cloud.cloud.endpoint), credentials });
    const role = "arn:aws:iam::000000000000:role/passed";
    const deployer = "arn:aws:iam::000000000000:user/deployer";

    await expect(makeFunction(lambda, "passed", role)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: `User: ${deployer} is not authorized to perform: iam:PassRole on resource: ${role} because no identity-based policy allows the iam:PassRole action`,
    });
    expect(await fixFor(deployer, "iam:PassRole")).toBe(
      `add to the policies of ${deployer}: {"Effect":"Allow","Action":"iam:PassRole","Resource":"${role}"}`,
    );
    const pass = (service: string) =>
      cloud.iam.send(
        new PutUserPolicyCommand({
          UserName: "deployer",
          PolicyName: "pass",
          PolicyDocument: policy({
            Effect: "Allow",
            Action: "iam:PassRole",
            Resource: role,
            Condition: { StringEquals: { "iam:PassedToService": service } },
          }),
        }),
      );
    await pass("states.amazonaws.com");
    await expect(makeFunction(lambda, "passed", role)).rejects.toMatchObject({ name: "AccessDeniedException" });
    await pass("lambda.amazonaws.com");
    await makeFunction(lambda, "passed", role);
  });

  it("a trust statement: Lambda cannot assume the role", async () => {
    const AssumeRolePolicyDocument = trust({ Service: "states.amazonaws.com" });
    await cloud.iam.send(new CreateRoleCommand({ RoleName: "distrusting", AssumeRolePolicyDocument }));

    await expect(
      makeFunction(cloud.lambda, "distrusted", "arn:aws:iam::000000000000:role/distrusting"),
    ).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: "The role defined for the function cannot be assumed by Lambda.",
    });
    expect(await fixFor("lambda.amazonaws.com", "sts:AssumeRole")).toContain(
      "add to the trust policy of arn:aws:iam::000000000000:role/distrusting",
    );
  });

  it("a right of the role itself: what it asks for is refused, and the log names the statement", async () => {
    const RoleArn = "arn:aws:iam::000000000000:role/blind";
    const AssumeRolePolicyDocument = trust({ AWS: "000000000000" });
    await cloud.iam.send(new CreateRoleCommand({ RoleName: "blind", AssumeRolePolicyDocument }));
    const { Credentials } = await cloud.sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "test" }));
    const credentials = {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    };
    const s3 = new S3Client({ ...clientConfig(cloud.cloud.endpoint), credentials, forcePathStyle: true });
    const read = () => s3.send(new GetObjectCommand({ Bucket: "calling", Key: "a" }));
    await expect(read()).rejects.toMatchObject({ name: "AccessDenied" });
    const fix = await fixFor(RoleArn, "s3:GetObject");
    const statement = JSON.parse(fix.slice(fix.indexOf("{")));
    const list = { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::calling" };

    const PolicyDocument = policy(statement, list);
    await cloud.iam.send(new PutRolePolicyCommand({ RoleName: "blind", PolicyName: "p", PolicyDocument }));

    await expect(read()).rejects.toMatchObject({ name: "NoSuchKey" });
  });
});
