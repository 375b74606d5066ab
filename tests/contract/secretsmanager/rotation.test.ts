import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateKeyCommand, DisableKeyCommand } from "@aws-sdk/client-kms";
import { AddPermissionCommand, CreateFunctionCommand } from "@aws-sdk/client-lambda";
import {
  BatchGetSecretValueCommand,
  CancelRotateSecretCommand,
  CreateSecretCommand,
  DeleteResourcePolicyCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetRandomPasswordCommand,
  GetResourcePolicyCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  ListSecretVersionIdsCommand,
  PutResourcePolicyCommand,
  PutSecretValueCommand,
  RemoveRegionsFromReplicationCommand,
  ReplicateSecretToRegionsCommand,
  RotateSecretCommand,
  StopReplicationToReplicaCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateSecretVersionStageCommand,
  ValidateResourcePolicyCommand,
} from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";
import { zip } from "../../support/zip.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const dayMs = 86_400_000;

/** Speaks to the cloud without an SDK: what a key that nobody issued signs is taken as it comes. */
const source = `
async function call(name, input) {
  const now = new Date().toISOString().replace(/[-:]|\\.\\d+/g, "");
  const scope = "Credential=AKIAIOSFODNN7EXAMPLE/" + now.slice(0, 8) + "/eu-west-1/secretsmanager/aws4_request";
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": "secretsmanager." + name,
    "x-amz-date": now,
    authorization: "AWS4-HMAC-SHA256 " + scope + ", SignedHeaders=host, Signature=none",
  };
  const answer = await fetch(process.env.AWS_ENDPOINT_URL, { method: "POST", headers, body: JSON.stringify(input) });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}
exports.handler = async ({ Step, SecretId, ClientRequestToken }) => {
  if (Step === "createSecret") {
    const SecretString = "rotated " + ClientRequestToken;
    await call("PutSecretValue", { SecretId, ClientRequestToken, SecretString, VersionStages: ["AWSPENDING"] });
  }
  if (Step === "finishSecret") {
    const { VersionIdsToStages } = await call("DescribeSecret", { SecretId });
    const [from] = Object.entries(VersionIdsToStages).find(([, stages]) => stages.includes("AWSCURRENT"));
    const move = { MoveToVersionId: ClientRequestToken, RemoveFromVersionId: from };
    await call("UpdateSecretVersionStage", { SecretId, VersionStage: "AWSCURRENT", ...move });
  }
};`;

describe("A secret", () => {
  it("shows its versions by their stages, and moves stages between them", async () => {
    const { secretsmanager: secrets } = cloud;
    const SecretId = "staged";
    const { VersionId: one } = await secrets.send(new CreateSecretCommand({ Name: SecretId, SecretString: "one" }));
    const { VersionId: two } = await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: "two" }));
    const stage = { SecretId, VersionStage: "AWSCURRENT" };
    await expect(
      secrets.send(new UpdateSecretVersionStageCommand({ ...stage, MoveToVersionId: one })),
    ).rejects.toMatchObject({ name: "InvalidParameterException" });
    await secrets.send(
      new UpdateSecretVersionStageCommand({ ...stage, MoveToVersionId: one, RemoveFromVersionId: two }),
    );
    const { Versions = [] } = await secrets.send(new ListSecretVersionIdsCommand({ SecretId }));

    expect((await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString).toBe("one");
    expect(Object.fromEntries(Versions.map(({ VersionId, VersionStages }) => [VersionId, VersionStages]))).toEqual({
      [one ?? ""]: ["AWSCURRENT"],
      [two ?? ""]: ["AWSPREVIOUS"],
    });
    await expect(
      secrets.send(new PutSecretValueCommand({ SecretId, ClientRequestToken: one, SecretString: "other" })),
    ).rejects.toMatchObject({ name: "ResourceExistsException" });
  });

  it("goes for good when its window is over", async () => {
    const { secretsmanager: secrets } = cloud;
    await secrets.send(new CreateSecretCommand({ Name: "old", SecretString: "x" }));
    await secrets.send(new DeleteSecretCommand({ SecretId: "old", RecoveryWindowInDays: 7 }));
    await expect(secrets.send(new CreateSecretCommand({ Name: "old" }))).rejects.toMatchObject({
      message: expect.stringContaining("already scheduled for deletion"),
    });
    cloud.cloud.advanceClock(8 * dayMs);

    await eventually(() =>
      secrets.send(new DescribeSecretCommand({ SecretId: "old" })).then(
        () => undefined,
        (error: Error) => error.name,
      ),
    );
  });

  it("has tags, filters find it, and many are read at once", async () => {
    const { secretsmanager: secrets } = cloud;
    const Tags = [{ Key: "team", Value: "blue" }];
    await secrets.send(new CreateSecretCommand({ Name: "app/a", SecretString: "a" }));
    await secrets.send(new CreateSecretCommand({ Name: "app/b", SecretString: "b", Tags }));
    await secrets.send(new TagResourceCommand({ SecretId: "app/a", Tags: [{ Key: "stage", Value: "test" }] }));
    await secrets.send(new UntagResourceCommand({ SecretId: "app/b", TagKeys: ["none"] }));
    const names = async (Key: "tag-key" | "name", value: string) =>
      (await secrets.send(new ListSecretsCommand({ Filters: [{ Key, Values: [value] }] }))).SecretList?.map(
        ({ Name }) => Name,
      );
    const batch = await secrets.send(new BatchGetSecretValueCommand({ SecretIdList: ["app/a", "app/none", "app/b"] }));

    expect(await names("tag-key", "stage")).toEqual(["app/a"]);
    expect(await names("name", "app/")).toEqual(["app/a", "app/b"]);
    expect(batch.SecretValues?.map(({ SecretString }) => SecretString)).toEqual(["a", "b"]);
    expect(batch.Errors).toMatchObject([{ SecretId: "app/none", ErrorCode: "ResourceNotFoundException" }]);
  });

  it("has a policy, which denies even the account", async () => {
    const { secretsmanager: secrets } = cloud;
    const SecretId = "guarded";
    await secrets.send(new CreateSecretCommand({ Name: SecretId, SecretString: "x" }));
    const deny = { Effect: "Deny", Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" };
    const ResourcePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [deny] });
    const open = JSON.stringify({ Version: "2012-10-17", Statement: [{ ...deny, Effect: "Allow" }] });
    await secrets.send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy }));
    await expect(secrets.send(new GetSecretValueCommand({ SecretId }))).rejects.toMatchObject({
      name: "AccessDeniedException",
    });

    expect(await secrets.send(new GetResourcePolicyCommand({ SecretId }))).toMatchObject({ ResourcePolicy });
    expect(await secrets.send(new ValidateResourcePolicyCommand({ ResourcePolicy: open }))).toMatchObject({
      PolicyValidationPassed: false,
    });
    await expect(
      secrets.send(new PutResourcePolicyCommand({ SecretId, ResourcePolicy: open, BlockPublicPolicy: true })),
    ).rejects.toMatchObject({ name: "PublicPolicyException" });
    await secrets.send(new DeleteResourcePolicyCommand({ SecretId }));
    await secrets.send(new GetSecretValueCommand({ SecretId }));
  });

  it("is sealed by the key it names", async () => {
    const { secretsmanager: secrets } = cloud;
    const { KeyMetadata } = await cloud.kms.send(new CreateKeyCommand({}));
    const KmsKeyId = KeyMetadata?.KeyId ?? "";
    await secrets.send(new CreateSecretCommand({ Name: "sealed", SecretString: "hush", KmsKeyId }));

    expect((await secrets.send(new GetSecretValueCommand({ SecretId: "sealed" }))).SecretString).toBe("hush");
    await cloud.kms.send(new DisableKeyCommand({ KeyId: KmsKeyId }));
    await expect(secrets.send(new GetSecretValueCommand({ SecretId: "sealed" }))).rejects.toMatchObject({
      name: "DecryptionFailure",
    });
  });

  it("tells of its replicas", async () => {
    const { secretsmanager: secrets } = cloud;
    const SecretId = "spread";
    await secrets.send(new CreateSecretCommand({ Name: SecretId, SecretString: "x" }));
    const AddReplicaRegions = [{ Region: "us-west-2" }];
    const made = await secrets.send(new ReplicateSecretToRegionsCommand({ SecretId, AddReplicaRegions }));
    const left = await secrets.send(
      new RemoveRegionsFromReplicationCommand({ SecretId, RemoveReplicaRegions: ["us-west-2"] }),
    );

    expect(made.ReplicationStatus).toMatchObject([{ Region: "us-west-2", Status: "InSync" }]);
    expect(left.ReplicationStatus).toEqual([]);
    await expect(secrets.send(new StopReplicationToReplicaCommand({ SecretId }))).rejects.toMatchObject({
      name: "InvalidRequestException",
    });
  });

  it("is rotated by its function, at once and with time", async () => {
    const { secretsmanager: secrets, lambda } = cloud;
    const { Role } = await cloud.iam.send(
      new CreateRoleCommand({
        RoleName: "rotator",
        AssumeRolePolicyDocument: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
        }),
      }),
    );
    await cloud.iam.send(
      new PutRolePolicyCommand({
        RoleName: "rotator",
        PolicyName: "rotate",
        PolicyDocument: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: ["secretsmanager:*", "logs:*"], Resource: "*" }],
        }),
      }),
    );
    const { FunctionArn } = await lambda.send(
      new CreateFunctionCommand({
        FunctionName: "rotator",
        Runtime: "nodejs20.x",
        Role: Role?.Arn,
        Handler: "index.handler",
        Timeout: 20,
        Code: { ZipFile: await zip({ "index.js": source }) },
      }),
    );
    const SecretId = "turning";
    await secrets.send(new CreateSecretCommand({ Name: SecretId, SecretString: "first" }));
    const RotationRules = { AutomaticallyAfterDays: 10 };
    const ask = { SecretId, RotationLambdaARN: FunctionArn, RotationRules };
    await expect(secrets.send(new RotateSecretCommand(ask))).rejects.toMatchObject({ name: "AccessDeniedException" });
    await lambda.send(
      new AddPermissionCommand({
        FunctionName: "rotator",
        StatementId: "secrets",
        Action: "lambda:InvokeFunction",
        Principal: "secretsmanager.amazonaws.com",
      }),
    );
    const value = async () => (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString;
    const { VersionId } = await secrets.send(new RotateSecretCommand(ask));
    const first = await eventually(async () => ((await value()) === "first" ? undefined : await value()));
    const described = await eventually(async () => {
      const found = await secrets.send(new DescribeSecretCommand({ SecretId }));
      return found.LastRotatedDate === undefined ? undefined : found;
    });
    cloud.cloud.advanceClock(10 * dayMs);
    const second = await eventually(async () => ((await value()) === first ? undefined : await value()));
    await secrets.send(new CancelRotateSecretCommand({ SecretId }));

    expect(first).toBe(`rotated ${VersionId}`);
    expect(described).toMatchObject({ RotationEnabled: true, RotationRules });
    expect(described.VersionIdsToStages?.[VersionId ?? ""]).toEqual(["AWSCURRENT"]);
    expect(second).toMatch(/^rotated /);
    expect((await secrets.send(new DescribeSecretCommand({ SecretId }))).RotationEnabled).toBe(false);
  }, 60_000);
});

describe("A random password", () => {
  it("has of each kind that is wanted, and nothing else", async () => {
    const { RandomPassword = "" } = await cloud.secretsmanager.send(
      new GetRandomPasswordCommand({ PasswordLength: 20, ExcludePunctuation: true, ExcludeCharacters: "0Oo" }),
    );

    expect(RandomPassword).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*[1-9])[a-zA-Z1-9]{20}$/);
    expect(RandomPassword).not.toMatch(/[0Oo]/);
  });
});
