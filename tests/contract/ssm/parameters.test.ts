import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { CreateKeyCommand, DisableKeyCommand } from "@aws-sdk/client-kms";
import {
  AddTagsToResourceCommand,
  DeleteParameterCommand,
  DeleteParametersCommand,
  DescribeParametersCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  LabelParameterVersionCommand,
  ListTagsForResourceCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  RemoveTagsFromResourceCommand,
  SSMClient,
  UnlabelParameterVersionCommand,
} from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const put = (Name: string, more: Partial<PutParameterCommandInput> = {}) =>
  cloud.ssm.send(new PutParameterCommand({ Name, Value: "one", Type: "String", ...more }));
const get = async (Name: string, WithDecryption = false) =>
  (await cloud.ssm.send(new GetParameterCommand({ Name, WithDecryption }))).Parameter;

describe("A parameter", () => {
  it("keeps its versions, which numbers and labels name", async () => {
    const { ssm } = cloud;
    const made = await put("/app/db/host");
    await put("/app/db/host", { Value: "two", Overwrite: true });
    await ssm.send(
      new LabelParameterVersionCommand({ Name: "/app/db/host", ParameterVersion: 1, Labels: ["old", "1x"] }),
    );
    const { Parameters = [] } = await ssm.send(new GetParameterHistoryCommand({ Name: "/app/db/host" }));

    expect(made).toMatchObject({ Version: 1, Tier: "Standard" });
    expect(await get("/app/db/host")).toMatchObject({ Value: "two", Version: 2, DataType: "text" });
    expect(await get("/app/db/host:1")).toMatchObject({ Value: "one", Selector: ":1" });
    expect(await get("arn:aws:ssm:eu-west-1:000000000000:parameter/app/db/host:old")).toMatchObject({ Value: "one" });
    expect(Parameters.map(({ Value, Labels }) => [Value, Labels])).toEqual([
      ["one", ["old"]],
      ["two", []],
    ]);
    await ssm.send(new UnlabelParameterVersionCommand({ Name: "/app/db/host", ParameterVersion: 1, Labels: ["old"] }));
    await expect(get("/app/db/host:old")).rejects.toMatchObject({ name: "ParameterVersionNotFound" });
    await expect(put("/app/db/host")).rejects.toMatchObject({
      name: "ParameterAlreadyExists",
      message:
        "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    });
  });

  it("is found by its path and by filters", async () => {
    const { ssm } = cloud;
    for (const name of ["/shop/a", "/shop/deep/b", "/shopping/c", "bare"]) await put(name);
    const names = async (Path: string, Recursive: boolean) =>
      (await ssm.send(new GetParametersByPathCommand({ Path, Recursive }))).Parameters?.map(({ Name }) => Name);
    const many = await ssm.send(new GetParametersCommand({ Names: ["/shop/a", "bare", "none", "bare:7"] }));
    const { Parameters = [] } = await ssm.send(
      new DescribeParametersCommand({ ParameterFilters: [{ Key: "Name", Option: "BeginsWith", Values: ["/shop"] }] }),
    );

    expect(await names("/shop", false)).toEqual(["/shop/a"]);
    expect(await names("/shop", true)).toEqual(["/shop/a", "/shop/deep/b"]);
    expect(many.Parameters?.map(({ Name }) => Name)).toEqual(["/shop/a", "bare"]);
    expect(many.InvalidParameters).toEqual(["none", "bare:7"]);
    expect(Parameters).toHaveLength(3);
    expect(await get("arn:aws:ssm:eu-west-1:000000000000:parameter/bare")).toMatchObject({ Name: "bare" });
  });

  it("is refused under a name or with a value that AWS refuses", async () => {
    await expect(put("aws-secret")).rejects.toMatchObject({ name: "ValidationException" });
    await expect(put("/aws/mine")).rejects.toMatchObject({ name: "AccessDeniedException" });
    await expect(put("a/b")).rejects.toMatchObject({ message: "Parameter name must be a fully qualified name." });
    await expect(put("big", { Value: "x".repeat(4097) })).rejects.toMatchObject({ name: "ValidationException" });
    await expect(put("number", { AllowedPattern: "\\d+" })).rejects.toMatchObject({
      name: "ParameterPatternMismatchException",
    });
    await expect(put("both", { Overwrite: true, Tags: [{ Key: "a", Value: "b" }] })).rejects.toMatchObject({
      name: "ValidationException",
    });
    expect(await put("large", { Value: "x".repeat(4097), Tier: "Intelligent-Tiering" })).toMatchObject({
      Tier: "Advanced",
    });
  });

  it("has tags, and goes one by one or together", async () => {
    const { ssm } = cloud;
    await put("tagged", { Tags: [{ Key: "team", Value: "a" }] });
    await put("other");
    const resource = { ResourceType: "Parameter", ResourceId: "tagged" } as const;
    await ssm.send(new AddTagsToResourceCommand({ ...resource, Tags: [{ Key: "stage", Value: "test" }] }));
    await ssm.send(new RemoveTagsFromResourceCommand({ ...resource, TagKeys: ["team"] }));
    const { TagList } = await ssm.send(new ListTagsForResourceCommand(resource));
    await ssm.send(new DeleteParameterCommand({ Name: "tagged" }));
    const deleted = await ssm.send(new DeleteParametersCommand({ Names: ["other", "tagged"] }));

    expect(TagList).toEqual([{ Key: "stage", Value: "test" }]);
    expect(deleted).toMatchObject({ DeletedParameters: ["other"], InvalidParameters: ["tagged"] });
    await expect(get("tagged")).rejects.toMatchObject({ name: "ParameterNotFound" });
  });

  it("goes by itself when its policy says so", async () => {
    const { Parameters = [] } = await cloud.ssm.send(new DescribeParametersCommand({ MaxResults: 1 }));
    const now = Parameters[0]?.LastModifiedDate?.getTime() ?? 0;
    const Attributes = { Timestamp: new Date(now + 3_600_000).toISOString() };
    const Policies = JSON.stringify([{ Type: "Expiration", Version: "1.0", Attributes }]);
    await put("fleeting", { Tier: "Advanced", Policies });
    expect(await get("fleeting")).toMatchObject({ Value: "one" });
    cloud.cloud.advanceClock(2 * 3_600_000);

    await eventually(() =>
      get("fleeting").then(
        () => undefined,
        (error: Error) => error.name,
      ),
    );
  });

  it("of AWS itself tells an image", async () => {
    const Name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

    expect(await get(Name)).toMatchObject({ Value: expect.stringMatching(/^ami-[0-9a-f]{17}$/) });
  });
});

describe("A secure string", () => {
  it("is opened only for who may use its key", async () => {
    await put("/secret", { Type: "SecureString", Value: "hush" });
    await cloud.iam.send(new CreateUserCommand({ UserName: "reader" }));
    const { AccessKey } = await cloud.iam.send(new CreateAccessKeyCommand({ UserName: "reader" }));
    const credentials = {
      accessKeyId: AccessKey?.AccessKeyId ?? "",
      secretAccessKey: AccessKey?.SecretAccessKey ?? "",
    };
    const reader = new SSMClient({ ...clientConfig(cloud.cloud.endpoint), credentials });
    const { KeyMetadata } = await cloud.kms.send(new CreateKeyCommand({}));
    await put("/locked", { Type: "SecureString", Value: "key", KeyId: KeyMetadata?.KeyId });
    const Statement = { Effect: "Allow", Action: "ssm:Get*", Resource: "*" };
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement });
    await cloud.iam.send(new PutUserPolicyCommand({ UserName: "reader", PolicyName: "read", PolicyDocument }));
    const read = (Name: string) => reader.send(new GetParameterCommand({ Name, WithDecryption: true }));

    expect((await get("/secret"))?.Value).not.toContain("hush");
    expect(await get("/secret", true)).toMatchObject({ Value: "hush", Type: "SecureString" });
    await expect(read("/locked")).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("kms:Decrypt"),
    });
    reader.destroy();
  });

  it("needs a key that is there and switched on", async () => {
    const { KeyMetadata } = await cloud.kms.send(new CreateKeyCommand({}));
    const KeyId = KeyMetadata?.KeyId ?? "";
    await cloud.kms.send(new DisableKeyCommand({ KeyId }));
    const secure = { Type: "SecureString" } as const;

    await expect(put("/off", { ...secure, KeyId })).rejects.toMatchObject({ name: "InvalidKeyId" });
    await expect(put("/none", { ...secure, KeyId: "alias/none" })).rejects.toMatchObject({ name: "InvalidKeyId" });
  });
});
