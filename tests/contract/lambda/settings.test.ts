import { CreateRoleCommand } from "@aws-sdk/client-iam";
import {
  CreateCodeSigningConfigCommand,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteCodeSigningConfigCommand,
  DeleteFunctionCodeSigningConfigCommand,
  GetAccountSettingsCommand,
  GetCodeSigningConfigCommand,
  GetFunctionCodeSigningConfigCommand,
  GetFunctionConfigurationCommand,
  GetFunctionRecursionConfigCommand,
  GetRuntimeManagementConfigCommand,
  ListCodeSigningConfigsCommand,
  ListFunctionEventInvokeConfigsCommand,
  ListFunctionsByCodeSigningConfigCommand,
  ListTagsCommand,
  PutFunctionCodeSigningConfigCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  PutFunctionRecursionConfigCommand,
  PutRuntimeManagementConfigCommand,
  TagResourceCommand,
  UpdateCodeSigningConfigCommand,
  UpdateFunctionConfigurationCommand,
  UpdateFunctionEventInvokeConfigCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionUpdatedV2,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { zip } from "../../support/zip.ts";
import { createFunction, createRole, roleArn } from "./function.ts";

const FunctionName = "settings";
const arn = "arn:aws:lambda:eu-west-1:000000000000:function:settings";
const files = { "index.js": "exports.handler = async () => 1" };

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await createRole(cloud);
  await createFunction(cloud, { name: FunctionName, files });
});
afterAll(() => cloud.stop());

describe("a function in a network", () => {
  const message = "The provided execution role does not have permissions to call CreateNetworkInterface on EC2";
  const VpcConfig = { SubnetIds: ["subnet-1"], SecurityGroupIds: ["sg-1"] };

  it("needs a role that may put it there", async () => {
    const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
    const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [trust] });
    const { Role } = await cloud.iam.send(new CreateRoleCommand({ RoleName: "poor", AssumeRolePolicyDocument }));
    const given = { FunctionName: "placed", Role: Role?.Arn, Runtime: "nodejs20.x", Handler: "index.handler" } as const;
    const Code = { ZipFile: await zip(files) };
    const refusal = { name: "InvalidParameterValueException", message };

    await expect(cloud.lambda.send(new CreateFunctionCommand({ ...given, Code, VpcConfig }))).rejects.toMatchObject(
      refusal,
    );
    await cloud.lambda.send(new CreateFunctionCommand({ ...given, Code }));
    await waitUntilFunctionActiveV2({ client: cloud.lambda, maxWaitTime: 10 }, { FunctionName: "placed" });
    await expect(
      cloud.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: "placed", VpcConfig })),
    ).rejects.toMatchObject(refusal);
    await expect(
      cloud.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: "placed", VpcConfig, Role: roleArn })),
    ).resolves.toMatchObject({ VpcConfig });
  });
});

describe("a function's configuration", () => {
  it("keeps everything that it is given", async () => {
    const given = {
      FunctionName: "whole",
      Role: roleArn,
      Runtime: "python3.12",
      Handler: "app.run",
      Timeout: 77,
      MemorySize: 512,
      EphemeralStorage: { Size: 1024 },
      TracingConfig: { Mode: "Active" },
      LoggingConfig: { LogFormat: "JSON", LogGroup: "elsewhere" },
      SnapStart: { ApplyOn: "PublishedVersions" },
      KMSKeyArn: "arn:aws:kms:eu-west-1:000000000000:key/one",
      VpcConfig: { SubnetIds: ["subnet-1"], SecurityGroupIds: ["sg-1"] },
      Architectures: ["arm64"],
    } satisfies Partial<CreateFunctionCommandInput>;
    const made = await cloud.lambda.send(new CreateFunctionCommand({ ...given, Code: { ZipFile: await zip(files) } }));
    await waitUntilFunctionActiveV2({ client: cloud.lambda, maxWaitTime: 10 }, { FunctionName: "whole" });
    const kept = await cloud.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: "whole" }));

    expect(made).toMatchObject({ State: "Pending", StateReasonCode: "Creating" });
    expect(kept).toMatchObject({
      ...given,
      State: "Active",
      LastUpdateStatus: "Successful",
      LoggingConfig: { ApplicationLogLevel: "INFO", SystemLogLevel: "INFO", ...given.LoggingConfig },
      SnapStart: { ...given.SnapStart, OptimizationStatus: "Off" },
    });
  });

  it("is updated in progress, and done when a waiter asks", async () => {
    const update = new UpdateFunctionConfigurationCommand({ FunctionName, Timeout: 9 });
    const { LastUpdateStatus } = await cloud.lambda.send(update);
    await waitUntilFunctionUpdatedV2({ client: cloud.lambda, maxWaitTime: 10 }, { FunctionName });

    expect(LastUpdateStatus).toBe("InProgress");
  });

  const update = (change: object) =>
    cloud.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...change }));

  it.each([
    [{ Runtime: "cobol85" }, /^Value cobol85 at 'runtime' failed to satisfy constraint: Member must satisfy enum/],
    [{ Environment: { Variables: { AWS_REGION: "x" } } }, /contains reserved keys .* in this request: AWS_REGION$/],
    [{ Environment: { Variables: { BIG: "x".repeat(5000) } } }, /exceeded the 4KB limit/],
    [{ SnapStart: { ApplyOn: "PublishedVersions" } }, /^nodejs20.x is not supported for SnapStart enabled functions/],
    [{ RevisionId: "old" }, /^The RevisionId provided does not match the latest RevisionId/],
    [{ MemorySize: 64 }, /Member must have value greater than or equal to 128/],
  ])("refuses %j", async (change, message) => {
    await expect(update(change)).rejects.toThrow(message);
  });
});

describe("code signing configurations", () => {
  it("are made, changed, attached, listed and deleted", async () => {
    const AllowedPublishers = {
      SigningProfileVersionArns: ["arn:aws:signer:eu-west-1:000000000000:/signing-profiles/p/1"],
    };
    const { CodeSigningConfig } = await cloud.lambda.send(new CreateCodeSigningConfigCommand({ AllowedPublishers }));
    const CodeSigningConfigArn = CodeSigningConfig?.CodeSigningConfigArn ?? "";
    const on = { CodeSigningConfigArn };
    await cloud.lambda.send(
      new UpdateCodeSigningConfigCommand({ ...on, CodeSigningPolicies: { UntrustedArtifactOnDeployment: "Enforce" } }),
    );
    await cloud.lambda.send(new PutFunctionCodeSigningConfigCommand({ ...on, FunctionName }));
    const attached = await cloud.lambda.send(new GetFunctionCodeSigningConfigCommand({ FunctionName }));
    const functions = await cloud.lambda.send(new ListFunctionsByCodeSigningConfigCommand(on));
    const got = await cloud.lambda.send(new GetCodeSigningConfigCommand(on));
    const listed = await cloud.lambda.send(new ListCodeSigningConfigsCommand({}));

    expect(attached.CodeSigningConfigArn).toBe(CodeSigningConfigArn);
    expect(functions.FunctionArns).toEqual([arn]);
    expect(got.CodeSigningConfig?.CodeSigningPolicies).toEqual({ UntrustedArtifactOnDeployment: "Enforce" });
    expect(listed.CodeSigningConfigs).toHaveLength(1);
    await expect(cloud.lambda.send(new DeleteCodeSigningConfigCommand(on))).rejects.toThrow("is being used");
    await cloud.lambda.send(new DeleteFunctionCodeSigningConfigCommand({ FunctionName }));
    await cloud.lambda.send(new DeleteCodeSigningConfigCommand(on));
    await expect(cloud.lambda.send(new GetCodeSigningConfigCommand(on))).rejects.toThrow(
      "The code signing configuration cannot be found.",
    );
  });
});

describe("smaller settings", () => {
  it("keep whether events may go round, and how the runtime is updated", async () => {
    const before = await cloud.lambda.send(new GetFunctionRecursionConfigCommand({ FunctionName }));
    await cloud.lambda.send(new PutFunctionRecursionConfigCommand({ FunctionName, RecursiveLoop: "Allow" }));
    await cloud.lambda.send(new PutRuntimeManagementConfigCommand({ FunctionName, UpdateRuntimeOn: "FunctionUpdate" }));

    expect(before.RecursiveLoop).toBe("Terminate");
    expect((await cloud.lambda.send(new GetFunctionRecursionConfigCommand({ FunctionName }))).RecursiveLoop).toBe(
      "Allow",
    );
    expect((await cloud.lambda.send(new GetRuntimeManagementConfigCommand({ FunctionName }))).UpdateRuntimeOn).toBe(
      "FunctionUpdate",
    );
  });

  it("keep what becomes of events, change by change", async () => {
    await cloud.lambda.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, MaximumRetryAttempts: 1 }));
    const changed = await cloud.lambda.send(
      new UpdateFunctionEventInvokeConfigCommand({
        FunctionName,
        DestinationConfig: { OnFailure: { Destination: "arn:aws:sqs:eu-west-1:000000000000:failed" } },
      }),
    );
    const listed = await cloud.lambda.send(new ListFunctionEventInvokeConfigsCommand({ FunctionName }));

    expect(changed).toMatchObject({
      FunctionArn: `${arn}:$LATEST`,
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: "arn:aws:sqs:eu-west-1:000000000000:failed" } },
    });
    expect(listed.FunctionEventInvokeConfigs).toHaveLength(1);
    await expect(
      cloud.lambda.send(
        new UpdateFunctionEventInvokeConfigCommand({
          FunctionName,
          DestinationConfig: { OnSuccess: { Destination: arn } },
        }),
      ),
    ).rejects.toThrow("You can't specify the function as a destination for itself.");
  });

  it("leave a hundred executions to functions without a reservation", async () => {
    const reserve = (ReservedConcurrentExecutions: number) =>
      cloud.lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions }));
    await reserve(900);
    const { AccountLimit, AccountUsage } = await cloud.lambda.send(new GetAccountSettingsCommand({}));

    expect(AccountLimit).toMatchObject({ ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 100 });
    expect(AccountUsage?.FunctionCount).toBeGreaterThan(0);
    await expect(reserve(901)).rejects.toThrow("below its minimum value of [100]");
    await reserve(10);
  });

  it("refuse tags of versions, of nothing, and more than fifty", async () => {
    const tag = (Resource: string, Tags: Record<string, string>) =>
      cloud.lambda.send(new TagResourceCommand({ Resource, Tags }));
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, "v"]));

    await expect(tag(`${arn}:1`, { a: "b" })).rejects.toThrow(
      "Tags on function aliases and versions are not supported.",
    );
    await expect(tag(arn, many)).rejects.toThrow("Number of tags exceeds resource tag limit.");
    await expect(cloud.lambda.send(new ListTagsCommand({ Resource: `${arn}x` }))).rejects.toThrow(
      `Function not found: ${arn}x`,
    );
  });
});
