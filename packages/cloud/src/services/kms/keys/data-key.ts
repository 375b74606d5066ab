import type { DataKeyPairSpec } from "@aws-sdk/client-kms";
import type { Call } from "../../../kernel/operation.ts";
import type { EncryptionContext } from "../crypto/envelope.ts";
import { publicKeyOf } from "../crypto/rsa-encryption.ts";
import { invalid } from "../errors.ts";
import { type Key, keyArn } from "../model.ts";
import type { KmsStore } from "../store.ts";
import { encryptWith } from "./encryption.ts";
import { newPrivateKey } from "./material.ts";
import { isSpec } from "./specs.ts";
import { endDryRun, keyFor } from "./usable-key.ts";

interface DataKeyInput {
  readonly KeyId: string | undefined;
  readonly KeySpec?: string | undefined;
  readonly NumberOfBytes?: number | undefined;
  readonly EncryptionContext?: EncryptionContext;
  readonly DryRun?: boolean | undefined;
}

const bytesOf: Readonly<Record<string, number>> = { AES_128: 16, AES_256: 32 };

/** A key for its caller's own use, bare and encrypted under one of ours. */
export function dataKey({ store, ids }: Call<KmsStore>, input: DataKeyInput, operation: string) {
  const key = keyFor(store, input.KeyId, { usage: "ENCRYPT_DECRYPT", operation, isSymmetric: true });
  if ((input.KeySpec === undefined) === (input.NumberOfBytes === undefined)) {
    throw invalid("Please specify either number of bytes or key spec.");
  }
  endDryRun(input);
  const plaintext = ids.bytes(input.NumberOfBytes ?? bytesOf[input.KeySpec ?? ""] ?? 32);
  return { plaintext, ...wrapped({ store, ids }, key, plaintext, input.EncryptionContext) };
}

interface DataKeyPairInput {
  readonly KeyId: string | undefined;
  readonly KeyPairSpec: DataKeyPairSpec | undefined;
  readonly EncryptionContext?: EncryptionContext;
  readonly DryRun?: boolean | undefined;
}

export async function dataKeyPair({ store, ids, clock }: Call<KmsStore>, input: DataKeyPairInput, operation: string) {
  const key = keyFor(store, input.KeyId, { usage: "ENCRYPT_DECRYPT", operation, isSymmetric: true });
  const { KeyPairSpec: spec } = input;
  if (spec === undefined || !isSpec(spec)) throw invalid(`KeyPairSpec ${spec} is not supported in this region.`);
  endDryRun(input);
  const plaintext = await newPrivateKey(spec);
  const material = { id: "", bytes: plaintext.toString("base64"), createdAt: clock.now() };
  const publicKey = publicKeyOf(material).export({ format: "der", type: "spki" });
  return { plaintext, publicKey, spec, ...wrapped({ store, ids }, key, plaintext, input.EncryptionContext) };
}

function wrapped(
  { store, ids }: Pick<Call<KmsStore>, "store" | "ids">,
  key: Key,
  plaintext: Buffer,
  context: EncryptionContext,
) {
  const { account } = store.scope;
  return {
    ciphertext: encryptWith({ ids, account, key, algorithm: "SYMMETRIC_DEFAULT", plaintext, context }),
    keyArn: keyArn(store.scope, key.id),
  };
}
