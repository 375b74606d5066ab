import type { EncryptionAlgorithmSpec } from "@aws-sdk/client-kms";
import type { Ids } from "@millrace/core";
import { type EncryptionContext, open, readEnvelope, seal } from "../crypto/envelope.ts";
import { privateKeyOf, rsaDecrypt, rsaEncrypt } from "../crypto/rsa-encryption.ts";
import { incorrectKey, invalid, invalidCiphertext, wrongAlgorithm } from "../errors.ts";
import type { Key } from "../model.ts";
import type { KmsStore } from "../store.ts";
import { factsOf } from "./specs.ts";
import { currentMaterial } from "./usable-key.ts";

/** The algorithm that was asked for, if the key has it. */
export function encryptionAlgorithm(
  { spec }: Key,
  asked: EncryptionAlgorithmSpec = "SYMMETRIC_DEFAULT",
): EncryptionAlgorithmSpec {
  if (factsOf(spec).encryption?.includes(asked) !== true) throw wrongAlgorithm(asked, spec);
  return asked;
}

interface Encryption {
  readonly ids: Ids;
  readonly account: string;
  readonly key: Key;
  readonly algorithm: EncryptionAlgorithmSpec;
  readonly plaintext: Uint8Array;
  readonly context: EncryptionContext;
}

export function encryptWith({ ids, account, key, algorithm, plaintext, context }: Encryption): Buffer {
  const material = currentMaterial(key);
  if (algorithm === "SYMMETRIC_DEFAULT") return seal({ ids, account, key, material, plaintext, context });
  const ciphertext = rsaEncrypt(material, algorithm, plaintext);
  if (ciphertext === undefined)
    throw invalid(`Plaintext is too long for algorithm ${algorithm} and key spec ${key.spec}.`);
  return ciphertext;
}

/** The key that a ciphertext is for: symmetric ones say it themselves. */
export function cipherKey(
  store: KmsStore,
  { KeyId, CiphertextBlob }: { readonly KeyId?: string | undefined; readonly CiphertextBlob?: Uint8Array | undefined },
): Key {
  const named = KeyId === undefined ? undefined : store.key(KeyId);
  if (named !== undefined && named.spec !== "SYMMETRIC_DEFAULT") return named;
  const envelope = readEnvelope(CiphertextBlob ?? new Uint8Array());
  if (envelope === undefined) throw invalidCiphertext();
  if (named !== undefined && named.id !== envelope.keyId) throw incorrectKey();
  const key = named ?? store.findKey(envelope.keyId);
  if (key === undefined) throw invalidCiphertext();
  return key;
}

interface Decryption {
  readonly key: Key;
  readonly algorithm: EncryptionAlgorithmSpec;
  readonly ciphertext: Uint8Array;
  readonly context: EncryptionContext;
}

/** Throws InvalidCiphertextException for what the key did not encrypt, or not in this context. */
export function decryptWith({ key, algorithm, ciphertext, context }: Decryption): {
  readonly plaintext: Buffer;
  readonly materialId: string | undefined;
} {
  const envelope = algorithm === "SYMMETRIC_DEFAULT" ? readEnvelope(ciphertext) : undefined;
  const plaintext =
    envelope === undefined
      ? rsaDecrypt(privateKeyOf(currentMaterial(key)), algorithm, ciphertext)
      : open(envelope, key, context);
  if (plaintext === undefined) throw invalidCiphertext();
  return { plaintext, materialId: envelope?.materialId };
}
