import {
  constants,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  publicEncrypt,
  verify,
} from "node:crypto";
import {
  CreateKeyCommand,
  DecryptCommand,
  DeriveSharedSecretCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyPairCommand,
  GenerateDataKeyPairWithoutPlaintextCommand,
  GenerateDataKeyWithoutPlaintextCommand,
  GenerateMacCommand,
  GenerateRandomCommand,
  GetPublicKeyCommand,
  type KeySpec,
  type KeyUsageType,
  ReEncryptCommand,
  SignCommand,
  type SigningAlgorithmSpec,
  VerifyCommand,
  VerifyMacCommand,
} from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

const Plaintext = Buffer.from("a secret");

async function newKey(
  KeySpec: KeySpec = "SYMMETRIC_DEFAULT",
  KeyUsage: KeyUsageType = "ENCRYPT_DECRYPT",
): Promise<string> {
  const { KeyMetadata } = await cloud.kms.send(new CreateKeyCommand({ KeySpec, KeyUsage }));
  return KeyMetadata?.KeyId ?? "";
}

async function publicKeyOf(KeyId: string) {
  const { PublicKey = new Uint8Array() } = await cloud.kms.send(new GetPublicKeyCommand({ KeyId }));
  return createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" });
}

describe("A symmetric key", () => {
  it("decrypts what it encrypted, in the same context only", async () => {
    const { kms } = cloud;
    const [one, two] = [await newKey(), await newKey()];
    const EncryptionContext = { table: "orders", row: "1" };
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: one, Plaintext, EncryptionContext }));
    const turned = { row: "1", table: "orders" };
    const decrypted = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: turned }));

    expect(Buffer.from(decrypted.Plaintext ?? [])).toEqual(Plaintext);
    await expect(kms.send(new DecryptCommand({ CiphertextBlob }))).rejects.toMatchObject({
      name: "InvalidCiphertextException",
    });
    await expect(kms.send(new DecryptCommand({ KeyId: two, CiphertextBlob, EncryptionContext }))).rejects.toMatchObject(
      { name: "IncorrectKeyException" },
    );
    await expect(kms.send(new DecryptCommand({ CiphertextBlob: Buffer.from("rubbish") }))).rejects.toMatchObject({
      name: "InvalidCiphertextException",
    });
  });

  it("hands over to another key without showing the plaintext", async () => {
    const { kms } = cloud;
    const [one, two] = [await newKey(), await newKey()];
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: one, Plaintext }));
    const moved = await kms.send(new ReEncryptCommand({ CiphertextBlob, DestinationKeyId: two }));
    const decrypted = await kms.send(new DecryptCommand({ KeyId: two, CiphertextBlob: moved.CiphertextBlob }));

    expect(Buffer.from(decrypted.Plaintext ?? [])).toEqual(Plaintext);
    expect(moved.SourceKeyId).toContain(one);
  });

  it("makes data keys, bare and encrypted", async () => {
    const { kms } = cloud;
    const KeyId = await newKey();
    const made = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256" }));
    const hidden = await kms.send(new GenerateDataKeyWithoutPlaintextCommand({ KeyId, NumberOfBytes: 24 }));
    const pair = await kms.send(new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: "ECC_NIST_P256" }));
    const hiddenPair = await kms.send(
      new GenerateDataKeyPairWithoutPlaintextCommand({ KeyId, KeyPairSpec: "ECC_NIST_P256" }),
    );
    const open = async (CiphertextBlob: Uint8Array | undefined) =>
      Buffer.from((await kms.send(new DecryptCommand({ CiphertextBlob }))).Plaintext ?? []);

    expect(await open(made.CiphertextBlob)).toEqual(Buffer.from(made.Plaintext ?? []));
    expect((await open(hidden.CiphertextBlob)).length).toBe(24);
    expect(await open(pair.PrivateKeyCiphertextBlob)).toEqual(Buffer.from(pair.PrivateKeyPlaintext ?? []));
    const key = createPrivateKey({
      key: await open(hiddenPair.PrivateKeyCiphertextBlob),
      format: "der",
      type: "pkcs8",
    });
    expect(createPublicKey(key).export({ format: "der", type: "spki" })).toEqual(
      Buffer.from(hiddenPair.PublicKey ?? []),
    );
    await expect(kms.send(new GenerateDataKeyCommand({ KeyId }))).rejects.toMatchObject({
      name: "ValidationException",
    });
  });
});

describe("An RSA key", () => {
  it("decrypts what anybody encrypted with its public half", async () => {
    const { kms } = cloud;
    const KeyId = await newKey("RSA_2048");
    const key = await publicKeyOf(KeyId);
    const CiphertextBlob = publicEncrypt(
      { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
      Plaintext,
    );
    const EncryptionAlgorithm = "RSAES_OAEP_SHA_256";
    const decrypted = await kms.send(new DecryptCommand({ KeyId, CiphertextBlob, EncryptionAlgorithm }));

    expect(Buffer.from(decrypted.Plaintext ?? [])).toEqual(Plaintext);
    await expect(
      kms.send(new SignCommand({ KeyId, Message: Plaintext, SigningAlgorithm: "RSASSA_PSS_SHA_256" })),
    ).rejects.toMatchObject({
      name: "InvalidKeyUsageException",
      message: expect.stringContaining("key usage is ENCRYPT_DECRYPT which is not valid for Sign."),
    });
  });
});

const signing: readonly (readonly [KeySpec, SigningAlgorithmSpec])[] = [
  ["RSA_2048", "RSASSA_PKCS1_V1_5_SHA_256"],
  ["RSA_2048", "RSASSA_PSS_SHA_384"],
  ["RSA_2048", "RSASSA_PSS_SHA_512"],
  ["ECC_NIST_P256", "ECDSA_SHA_256"],
  ["ECC_NIST_P384", "ECDSA_SHA_384"],
  ["ECC_NIST_P521", "ECDSA_SHA_512"],
  ["ECC_SECG_P256K1", "ECDSA_SHA_256"],
];

describe("A signing key", () => {
  it.each(signing)("signs as OpenSSL verifies: %s, %s", async (spec, SigningAlgorithm) => {
    const { kms } = cloud;
    const KeyId = await newKey(spec, "SIGN_VERIFY");
    const hash = `sha${SigningAlgorithm.slice(-3)}`;
    const digest = createHash(hash).update(Plaintext).digest();
    const raw = await kms.send(new SignCommand({ KeyId, Message: Plaintext, SigningAlgorithm }));
    const ofDigest = await kms.send(
      new SignCommand({ KeyId, Message: digest, MessageType: "DIGEST", SigningAlgorithm }),
    );
    const key = await publicKeyOf(KeyId);
    const options = SigningAlgorithm.includes("PSS")
      ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
      : key;
    const { Signature = new Uint8Array() } = raw;
    const spoiled = Buffer.from(Signature);
    spoiled[spoiled.length - 1] = (spoiled.at(-1) ?? 0) ^ 1;

    expect(verify(hash, Plaintext, options, Signature)).toBe(true);
    expect(verify(hash, Plaintext, options, ofDigest.Signature ?? new Uint8Array())).toBe(true);
    await expect(
      kms.send(new VerifyCommand({ KeyId, Message: Plaintext, Signature, SigningAlgorithm })),
    ).resolves.toMatchObject({ SignatureValid: true });
    await expect(
      kms.send(new VerifyCommand({ KeyId, Message: Plaintext, Signature: spoiled, SigningAlgorithm })),
    ).rejects.toMatchObject({ name: "KMSInvalidSignatureException" });
  });
});

describe("Other keys", () => {
  it("authenticate messages", async () => {
    const { kms } = cloud;
    const KeyId = await newKey("HMAC_256", "GENERATE_VERIFY_MAC");
    const MacAlgorithm = "HMAC_SHA_256";
    const { Mac } = await kms.send(new GenerateMacCommand({ KeyId, Message: Plaintext, MacAlgorithm }));

    await expect(
      kms.send(new VerifyMacCommand({ KeyId, Message: Plaintext, Mac, MacAlgorithm })),
    ).resolves.toMatchObject({
      MacValid: true,
    });
    await expect(
      kms.send(new VerifyMacCommand({ KeyId, Message: Buffer.from("another"), Mac, MacAlgorithm })),
    ).rejects.toMatchObject({ name: "KMSInvalidMacException" });
  });

  it("agree on a secret", async () => {
    const { kms } = cloud;
    const KeyId = await newKey("ECC_NIST_P256", "KEY_AGREEMENT");
    const theirs = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const PublicKey = theirs.publicKey.export({ format: "der", type: "spki" });
    const { SharedSecret } = await kms.send(
      new DeriveSharedSecretCommand({ KeyId, KeyAgreementAlgorithm: "ECDH", PublicKey }),
    );
    const expected = diffieHellman({ privateKey: theirs.privateKey, publicKey: await publicKeyOf(KeyId) });

    expect(Buffer.from(SharedSecret ?? [])).toEqual(expected);
    expect((await kms.send(new GenerateRandomCommand({ NumberOfBytes: 16 }))).Plaintext?.length).toBe(16);
  });
});
