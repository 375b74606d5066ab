import {
  AddPermissionCommand,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  DeleteFunctionEventInvokeConfigCommand,
  GetFunctionCodeSigningConfigCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  GetPolicyCommand,
  InvalidParameterValueException,
  InvokeCommand,
  ListFunctionsCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  RemovePermissionCommand,
  ResourceConflictException,
  ResourceNotFoundException,
  TagResourceCommand,
  TooManyRequestsException,
  UntagResourceCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { zip } from "../../support/zip.ts";
import { createFunction, createRole, invoke, roleArn } from "./function.ts";

const files = { "index.js": "exports.handler = async () => process.env.GREETING ?? 'none'" };
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
});
afterAll(() => cloud.stop());

const FunctionName = "fn";
const FunctionArn = "arn:aws:lambda:eu-west-1:000000000000:function:fn";

describe("CreateFunction", () => {
  const create = async (more: Partial<CreateFunctionCommandInput>) =>
    cloud.lambda.send(
      new CreateFunctionCommand({
        FunctionName: "refused",
        Role: roleArn,
        Runtime: "nodejs20.x",
        Handler: "index.handler",
        Code: { ZipFile: await zip(files) },
        ...more,
      }),
    );

  it("answers the configuration, pending first and then active", async () => {
    const created = await create({ FunctionName, Environment: { Variables: { GREETING: "hello" } }, Tags: { a: "b" } });

    expect(created).toMatchObject({ FunctionArn, State: "Pending", Timeout: 3, MemorySize: 128, PackageType: "Zip" });
    const { Configuration, Tags } = await cloud.lambda.send(new GetFunctionCommand({ FunctionName: FunctionArn }));
    expect(Configuration).toMatchObject({ State: "Active", Environment: { Variables: { GREETING: "hello" } } });
    expect(Tags).toEqual({ a: "b" });
    expect((await invoke(cloud, FunctionName)).payload).toBe("hello");
  });

  it("refuses a name twice", async () => expect(create({ FunctionName })).rejects.toThrow(ResourceConflictException));

  it("refuses a role that Lambda cannot assume", async () => {
    const created = create({ Role: "arn:aws:iam::000000000000:role/none" });

    await expect(created).rejects.toThrow(InvalidParameterValueException);
    await expect(created).rejects.toThrow("The role defined for the function cannot be assumed by Lambda.");
  });

  it.each([
    ["no zip", Buffer.from("not a zip")],
    ["an empty file", Buffer.of(1)],
  ])("refuses %s as code", async (_, ZipFile) =>
    expect(create({ Code: { ZipFile } })).rejects.toThrow("Could not unzip uploaded file"),
  );

  it("refuses a zip that reaches out of its folder", async () => {
    const honest = await zip({ "aa/evil.js": "x" });
    const evil = Buffer.from(honest.toString("latin1").replaceAll("aa/evil.js", "../evil.js"), "latin1");

    await expect(create({ Code: { ZipFile: evil } })).rejects.toThrow("Could not unzip uploaded file");
  });

  it("refuses container images", async () =>
    expect(create({ PackageType: "Image", Code: { ImageUri: "repository/image:1" } })).rejects.toThrow(
      "Container images are not supported here",
    ));

  it("takes its code from a bucket", async () => {
    await cloud.s3.send(
      new CreateBucketCommand({ Bucket: "code", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
    );
    await cloud.s3.send(new PutObjectCommand({ Bucket: "code", Key: "fn.zip", Body: await zip(files) }));
    await create({ FunctionName: "from-bucket", Code: { S3Bucket: "code", S3Key: "fn.zip" } });

    expect((await invoke(cloud, "from-bucket")).payload).toBe("none");
    await expect(create({ Code: { S3Bucket: "code", S3Key: "none.zip" } })).rejects.toThrow(
      "Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.",
    );
  });
});

describe("UpdateFunctionConfiguration and GetFunctionConfiguration", () => {
  it("change only what is given, for the next event", async () => {
    await cloud.lambda.send(
      new UpdateFunctionConfigurationCommand({ FunctionName, Environment: { Variables: { GREETING: "changed" } } }),
    );

    const configuration = await cloud.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
    expect(configuration).toMatchObject({ LastUpdateStatus: "Successful", Timeout: 3 });
    expect((await invoke(cloud, FunctionName)).payload).toBe("changed");
  });
});

describe("ListFunctions, ListVersionsByFunction and GetFunctionCodeSigningConfig", () => {
  it("show what there is", async () => {
    const { Functions } = await cloud.lambda.send(new ListFunctionsCommand({}));
    const { Versions } = await cloud.lambda.send(new ListVersionsByFunctionCommand({ FunctionName }));
    const signing = await cloud.lambda.send(new GetFunctionCodeSigningConfigCommand({ FunctionName }));

    expect(Functions?.map((fn) => fn.FunctionName)).toContain(FunctionName);
    expect(Versions).toMatchObject([{ Version: "$LATEST", FunctionArn: `${FunctionArn}:$LATEST` }]);
    expect(signing.CodeSigningConfigArn).toBeUndefined();
  });
});

describe("AddPermission, GetPolicy and RemovePermission", () => {
  it("write, show and remove statements", async () => {
    const permission = {
      FunctionName,
      StatementId: "bucket",
      Action: "lambda:InvokeFunction",
      Principal: "s3.amazonaws.com",
      SourceArn: "arn:aws:s3:::in",
      SourceAccount: "000000000000",
    };
    await cloud.lambda.send(new AddPermissionCommand(permission));
    await expect(cloud.lambda.send(new AddPermissionCommand(permission))).rejects.toThrow(ResourceConflictException);

    const { Policy = "" } = await cloud.lambda.send(new GetPolicyCommand({ FunctionName }));
    expect(JSON.parse(Policy)).toEqual({
      Version: "2012-10-17",
      Id: "default",
      Statement: [
        {
          Sid: "bucket",
          Effect: "Allow",
          Principal: { Service: "s3.amazonaws.com" },
          Action: "lambda:InvokeFunction",
          Resource: FunctionArn,
          Condition: {
            StringEquals: { "AWS:SourceAccount": "000000000000" },
            ArnLike: { "AWS:SourceArn": "arn:aws:s3:::in" },
          },
        },
      ],
    });

    await cloud.lambda.send(new RemovePermissionCommand({ FunctionName, StatementId: "bucket" }));
    await expect(cloud.lambda.send(new GetPolicyCommand({ FunctionName }))).rejects.toThrow(ResourceNotFoundException);
  });
});

describe("AddPermission and RemovePermission", () => {
  const add = (StatementId: string, Principal: string) =>
    cloud.lambda.send(
      new AddPermissionCommand({ FunctionName, StatementId, Principal, Action: "lambda:InvokeFunction" }),
    );

  it("tell services, accounts and roles apart, and refuse what is none of them", async () => {
    const { Statement: ofService = "" } = await add("skill", "alexa-appkit.amazon.com");
    const { Statement: ofAccount = "" } = await add("account", "111122223333");

    expect(JSON.parse(ofService).Principal).toEqual({ Service: "alexa-appkit.amazon.com" });
    expect(JSON.parse(ofAccount).Principal).toEqual({ AWS: "arn:aws:iam::111122223333:root" });
    await expect(add("nobody", "nobody.example.com")).rejects.toThrow("The provided principal was invalid.");
  });

  it("find no policy where nothing was ever allowed", async () => {
    await createFunction(cloud, { name: "closed", files });

    const remove = cloud.lambda.send(new RemovePermissionCommand({ FunctionName: "closed", StatementId: "any" }));

    await expect(remove).rejects.toThrow("No policy is associated with the given resource.");
  });
});

describe("A function named by its ARN", () => {
  const get = (region: string, account: string) =>
    cloud.lambda.send(
      new GetFunctionCommand({ FunctionName: `arn:aws:lambda:${region}:${account}:function:${FunctionName}` }),
    );

  it("is not looked for in another region", async () => {
    expect((await get("eu-west-1", "000000000000")).Configuration?.FunctionName).toBe(FunctionName);
    await expect(get("eu-west-2", "000000000000")).rejects.toThrow(
      "Functions from 'eu-west-2' are not reachable in this region ('eu-west-1')",
    );
  });

  it("is looked for in the account that the ARN names", async () =>
    expect(get("eu-west-1", "111122223333")).rejects.toMatchObject({ name: "AccessDeniedException" }));
});

describe("PutFunctionConcurrency, GetFunctionConcurrency and DeleteFunctionConcurrency", () => {
  it("throttle a function down to nothing, and let it go again", async () => {
    await cloud.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
    expect(await cloud.lambda.send(new GetFunctionConcurrencyCommand({ FunctionName }))).toMatchObject({
      ReservedConcurrentExecutions: 0,
    });
    await expect(cloud.lambda.send(new InvokeCommand({ FunctionName }))).rejects.toThrow(TooManyRequestsException);

    await cloud.lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName }));
    expect((await invoke(cloud, FunctionName)).error).toBeUndefined();
  });

  it("refuse versions and aliases", async () => {
    const put = new PutFunctionConcurrencyCommand({
      FunctionName: `${FunctionName}:$LATEST`,
      ReservedConcurrentExecutions: 1,
    });

    await expect(cloud.lambda.send(put)).rejects.toThrow("This operation is permitted on Lambda functions only.");
  });
});

describe("PutFunctionEventInvokeConfig, GetFunctionEventInvokeConfig and DeleteFunctionEventInvokeConfig", () => {
  it("keep and forget how often events are tried", async () => {
    await cloud.lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 0 }));
    expect(await cloud.lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }))).toMatchObject({
      FunctionArn: `${FunctionArn}:$LATEST`,
      MaximumRetryAttempts: 0,
    });

    await cloud.lambda.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName }));
    await expect(cloud.lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }))).rejects.toThrow(
      ResourceNotFoundException,
    );
  });
});

describe("TagResource, UntagResource and ListTags", () => {
  it("add and remove tags", async () => {
    await cloud.lambda.send(new TagResourceCommand({ Resource: FunctionArn, Tags: { c: "d" } }));
    await cloud.lambda.send(new UntagResourceCommand({ Resource: FunctionArn, TagKeys: ["a"] }));

    expect((await cloud.lambda.send(new ListTagsCommand({ Resource: FunctionArn }))).Tags).toEqual({ c: "d" });
  });
});

describe("DeleteFunction", () => {
  it("leaves nothing to invoke", async () => {
    await createFunction(cloud, { name: "deleted", files });
    await cloud.lambda.send(new DeleteFunctionCommand({ FunctionName: "deleted" }));

    await expect(cloud.lambda.send(new GetFunctionCommand({ FunctionName: "deleted" }))).rejects.toThrow(
      ResourceNotFoundException,
    );
  });
});
