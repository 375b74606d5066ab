import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import {
  CreateGrantCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  KMSClient,
  ListGrantsCommand,
  ListRetirableGrantsCommand,
  PutKeyPolicyCommand,
  RetireGrantCommand,
  RevokeGrantCommand,
} from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
let user: { readonly arn: string; readonly kms: KMSClient };
beforeAll(async () => {
  cloud = await startTestCloud();
  user = await newUser("worker");
});
afterAll(async () => {
  user.kms.destroy();
  await cloud.stop();
});

const Plaintext = Buffer.from("a secret");

async function newUser(UserName: string) {
  const { User } = await cloud.iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await cloud.iam.send(new CreateAccessKeyCommand({ UserName }));
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  };
  return { arn: User?.Arn ?? "", kms: new KMSClient({ ...clientConfig(cloud.cloud.endpoint), credentials }) };
}

async function newKey(): Promise<{ readonly id: string; readonly arn: string }> {
  const { KeyMetadata } = await cloud.kms.send(new CreateKeyCommand({}));
  return { id: KeyMetadata?.KeyId ?? "", arn: KeyMetadata?.Arn ?? "" };
}

const denied = { name: "AccessDeniedException" };

describe("A key's policy", () => {
  it("lets the account's own policies decide, or says itself who may", async () => {
    const { id: KeyId, arn } = await newKey();
    const encrypt = () => user.kms.send(new EncryptCommand({ KeyId, Plaintext }));
    await expect(encrypt()).rejects.toMatchObject(denied);
    const statement = { Effect: "Allow", Action: "kms:Encrypt", Resource: arn };
    const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: statement });
    await cloud.iam.send(new PutUserPolicyCommand({ UserName: "worker", PolicyName: "use", PolicyDocument }));
    await encrypt();
    const root = "arn:aws:iam::000000000000:root";
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { AWS: root }, Action: ["kms:Put*", "kms:Describe*"], Resource: "*" },
        { Effect: "Allow", Principal: { AWS: user.arn }, Action: "kms:Decrypt", Resource: "*" },
      ],
    });
    const { CiphertextBlob } = await cloud.kms.send(new EncryptCommand({ KeyId, Plaintext }));
    await cloud.kms.send(new PutKeyPolicyCommand({ KeyId, Policy }));

    await expect(encrypt()).rejects.toMatchObject(denied);
    await expect(user.kms.send(new DecryptCommand({ CiphertextBlob }))).resolves.toMatchObject({ KeyId: arn });
    await expect(cloud.kms.send(new EncryptCommand({ KeyId, Plaintext }))).rejects.toMatchObject(denied);
  });

  it("of a service's own key lets nobody use it but through the service", async () => {
    const { KeyMetadata } = await cloud.kms.send(new DescribeKeyCommand({ KeyId: "alias/aws/s3" }));

    expect(KeyMetadata).toMatchObject({ KeyManager: "AWS" });
    await expect(cloud.kms.send(new EncryptCommand({ KeyId: "alias/aws/s3", Plaintext }))).rejects.toMatchObject(
      denied,
    );
  });
});

describe("A grant", () => {
  it("gives what it names, in the context it names, until it is revoked", async () => {
    const { id: KeyId } = await newKey();
    const { GrantId } = await cloud.kms.send(
      new CreateGrantCommand({
        KeyId,
        GranteePrincipal: user.arn,
        Operations: ["Decrypt", "DescribeKey"],
        Constraints: { EncryptionContextSubset: { table: "orders" } },
      }),
    );
    const seal = async (EncryptionContext: Record<string, string>) =>
      (await cloud.kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }))).CiphertextBlob;
    const [right, wrong] = [{ table: "orders", row: "1" }, { table: "people" }];
    const open = async (EncryptionContext: Record<string, string>) =>
      user.kms.send(new DecryptCommand({ CiphertextBlob: await seal(EncryptionContext), EncryptionContext }));

    await expect(open(right)).resolves.toMatchObject({ KeyId: expect.stringContaining(KeyId) });
    await expect(open(wrong)).rejects.toMatchObject(denied);
    await user.kms.send(new DescribeKeyCommand({ KeyId }));
    expect((await cloud.kms.send(new ListGrantsCommand({ KeyId }))).Grants).toMatchObject([{ GrantId }]);
    await cloud.kms.send(new RevokeGrantCommand({ KeyId, GrantId }));
    await expect(open(right)).rejects.toMatchObject(denied);
  });

  it("is retired by whom it names", async () => {
    const { id: KeyId } = await newKey();
    const { GrantToken } = await cloud.kms.send(
      new CreateGrantCommand({
        KeyId,
        GranteePrincipal: user.arn,
        RetiringPrincipal: user.arn,
        Operations: ["Decrypt"],
      }),
    );
    const list = async () =>
      (await cloud.kms.send(new ListRetirableGrantsCommand({ RetiringPrincipal: user.arn }))).Grants ?? [];

    expect(await list()).toHaveLength(1);
    await user.kms.send(new RetireGrantCommand({ GrantToken }));
    expect(await list()).toHaveLength(0);
  });
});
