import { constants, createPublicKey, publicEncrypt, randomBytes } from "node:crypto";
import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  DeleteAliasCommand,
  DeleteImportedKeyMaterialCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  DisableKeyRotationCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  GetParametersForImportCommand,
  ImportKeyMaterialCommand,
  KMSClient,
  ListAliasesCommand,
  ListKeyPoliciesCommand,
  ListKeyRotationsCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  PutKeyPolicyCommand,
  ReplicateKeyCommand,
  RotateKeyOnDemandCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateKeyDescriptionCommand,
  UpdatePrimaryRegionCommand,
} from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const dayMs = 86_400_000;
const Plaintext = Buffer.from("a secret");

async function newKey(input: object = {}): Promise<string> {
  const { KeyMetadata } = await cloud.kms.send(new CreateKeyCommand(input));
  return KeyMetadata?.KeyId ?? "";
}

const describeKey = async (KeyId: string) => (await cloud.kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata;

describe("A key", () => {
  it("is found by its id, its ARN and its aliases", async () => {
    const { kms } = cloud;
    const [one, two] = [await newKey({ Description: "one" }), await newKey()];
    await kms.send(new CreateAliasCommand({ AliasName: "alias/app", TargetKeyId: one }));
    const found = await describeKey("alias/app");
    await kms.send(new UpdateAliasCommand({ AliasName: "alias/app", TargetKeyId: two }));
    const { Aliases = [] } = await kms.send(new ListAliasesCommand({ KeyId: two }));
    const { Keys = [] } = await kms.send(new ListKeysCommand({}));

    expect(found).toMatchObject({ KeyId: one, Description: "one", KeyState: "Enabled", KeyManager: "CUSTOMER" });
    expect(await describeKey(found?.Arn ?? "")).toMatchObject({ KeyId: one });
    expect(Aliases).toMatchObject([{ AliasName: "alias/app", TargetKeyId: two }]);
    expect(Keys.map(({ KeyId }) => KeyId)).toEqual(expect.arrayContaining([one, two]));
    await expect(kms.send(new CreateAliasCommand({ AliasName: "alias/app", TargetKeyId: one }))).rejects.toMatchObject({
      name: "AlreadyExistsException",
    });
    await kms.send(new DeleteAliasCommand({ AliasName: "alias/app" }));
    await expect(describeKey("alias/app")).rejects.toMatchObject({ name: "NotFoundException" });
  });

  it("of a service has its alias before it is first used", async () => {
    const { kms } = cloud;
    const unused = async () => {
      const { Aliases = [] } = await kms.send(new ListAliasesCommand({ Limit: 100 }));
      return Aliases.find(({ AliasName }) => AliasName === "alias/aws/xray");
    };
    const before = await unused();
    const key = await describeKey("alias/aws/xray");

    expect(before?.AliasArn).toMatch(/:alias\/aws\/xray$/);
    expect(before?.TargetKeyId).toBeUndefined();
    expect((await unused())?.TargetKeyId).toBe(key?.KeyId);
    expect(key?.Description).toBe("Default key that protects my X-Ray data when no other key is defined");
  });

  it("rests while it is disabled", async () => {
    const { kms } = cloud;
    const KeyId = await newKey();
    await kms.send(new UpdateKeyDescriptionCommand({ KeyId, Description: "changed" }));
    await kms.send(new DisableKeyCommand({ KeyId }));
    await expect(kms.send(new EncryptCommand({ KeyId, Plaintext }))).rejects.toMatchObject({
      name: "DisabledException",
      message: expect.stringMatching(/ is disabled\.$/),
    });
    await kms.send(new EnableKeyCommand({ KeyId }));

    await expect(kms.send(new EncryptCommand({ KeyId, Plaintext }))).resolves.toMatchObject({
      KeyId: expect.stringContaining(KeyId),
    });
    expect(await describeKey(KeyId)).toMatchObject({ Description: "changed", Enabled: true });
  });

  it("goes when its window is over, unless that was cancelled", async () => {
    const { kms } = cloud;
    const [gone, kept] = [await newKey(), await newKey()];
    for (const KeyId of [gone, kept]) {
      await kms.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
    }
    await expect(kms.send(new EncryptCommand({ KeyId: kept, Plaintext }))).rejects.toMatchObject({
      name: "KMSInvalidStateException",
    });
    await kms.send(new CancelKeyDeletionCommand({ KeyId: kept }));
    cloud.cloud.advanceClock(8 * dayMs);

    await eventually(() =>
      describeKey(gone).then(
        () => undefined,
        (error: Error) => error.name,
      ),
    );
    expect(await describeKey(kept)).toMatchObject({ KeyState: "Disabled" });
  });

  it("gets new material by demand and with time, and decrypts what it encrypted before", async () => {
    const { kms } = cloud;
    const KeyId = await newKey();
    const first = (await describeKey(KeyId))?.CurrentKeyMaterialId;
    await kms.send(new RotateKeyOnDemandCommand({ KeyId }));
    await kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays: 90 }));
    const status = await kms.send(new GetKeyRotationStatusCommand({ KeyId }));
    cloud.cloud.advanceClock(181 * dayMs);
    const rotations = await eventually(async () => {
      const { Rotations = [] } = await kms.send(new ListKeyRotationsCommand({ KeyId }));
      return Rotations.length === 3 ? Rotations : undefined;
    });

    expect(status).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 90 });
    expect(rotations.map(({ RotationType }) => RotationType)).toEqual(["ON_DEMAND", "AUTOMATIC", "AUTOMATIC"]);
    expect((await describeKey(KeyId))?.CurrentKeyMaterialId).not.toBe(first);
    await kms.send(new DisableKeyRotationCommand({ KeyId }));
    expect((await kms.send(new GetKeyRotationStatusCommand({ KeyId }))).KeyRotationEnabled).toBe(false);
  });

  it("has tags and a policy", async () => {
    const { kms } = cloud;
    const KeyId = await newKey({ Tags: [{ TagKey: "team", TagValue: "a" }] });
    await kms.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: "stage", TagValue: "test" }] }));
    await kms.send(new UntagResourceCommand({ KeyId, TagKeys: ["team"] }));
    const { Policy = "" } = await kms.send(new GetKeyPolicyCommand({ KeyId }));
    const lockedOut = JSON.stringify({ Version: "2012-10-17", Statement: [] });

    expect((await kms.send(new ListResourceTagsCommand({ KeyId }))).Tags).toEqual([
      { TagKey: "stage", TagValue: "test" },
    ]);
    expect((await kms.send(new ListKeyPoliciesCommand({ KeyId }))).PolicyNames).toEqual(["default"]);
    expect(JSON.parse(Policy)).toMatchObject({ Id: "key-default-1" });
    await expect(kms.send(new PutKeyPolicyCommand({ KeyId, Policy: lockedOut }))).rejects.toMatchObject({
      name: "MalformedPolicyDocumentException",
    });
  });

  it("takes material that its owner brings, until that expires", async () => {
    const { kms } = cloud;
    const KeyId = await newKey({ Origin: "EXTERNAL" });
    const offer = await kms.send(
      new GetParametersForImportCommand({
        KeyId,
        WrappingAlgorithm: "RSAES_OAEP_SHA_256",
        WrappingKeySpec: "RSA_2048",
      }),
    );
    const wrappingKey = createPublicKey({ key: Buffer.from(offer.PublicKey ?? []), format: "der", type: "spki" });
    const EncryptedKeyMaterial = publicEncrypt(
      { key: wrappingKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
      randomBytes(32),
    );
    const { ImportToken } = offer;
    const ValidTo = new Date(((await describeKey(KeyId))?.CreationDate?.getTime() ?? 0) + dayMs);
    await expect(kms.send(new EncryptCommand({ KeyId, Plaintext }))).rejects.toMatchObject({
      message: expect.stringMatching(/ is pending import\.$/),
    });
    await kms.send(new ImportKeyMaterialCommand({ KeyId, ImportToken, EncryptedKeyMaterial, ValidTo }));
    await kms.send(new EncryptCommand({ KeyId, Plaintext }));
    cloud.cloud.advanceClock(2 * dayMs);

    await eventually(async () => ((await describeKey(KeyId))?.KeyState === "PendingImport" ? true : undefined));
    await kms.send(new DeleteImportedKeyMaterialCommand({ KeyId }));
  });

  it("can be at home in several regions", async () => {
    const { kms } = cloud;
    const elsewhere = new KMSClient({ ...clientConfig(cloud.cloud.endpoint), region: "us-west-2" });
    const KeyId = await newKey({ MultiRegion: true });
    await kms.send(new ReplicateKeyCommand({ KeyId, ReplicaRegion: "us-west-2" }));
    await kms.send(new UpdatePrimaryRegionCommand({ KeyId, PrimaryRegion: "us-west-2" }));
    const { KeyMetadata } = await elsewhere.send(new DescribeKeyCommand({ KeyId }));
    elsewhere.destroy();

    expect(KeyMetadata).toMatchObject({
      KeyState: "Enabled",
      MultiRegionConfiguration: { MultiRegionKeyType: "PRIMARY", ReplicaKeys: [{ Region: "eu-west-1" }] },
    });
    expect((await describeKey(KeyId))?.MultiRegionConfiguration).toMatchObject({ MultiRegionKeyType: "REPLICA" });
  });
});
