import { parseArn } from "@millrace/core";
import type { Call } from "../kernel/operation.ts";

/** Who asks KMS: a service, in the name of whoever called it. */
export interface Asker {
  readonly call: Pick<Call<unknown>, "aws" | "principal" | "region">;
  /** As `kms:ViaService` names it. */
  readonly service: string;
}

/** What KMS gave out for something that is kept: the key must open it for every reader. */
export interface DataKey {
  readonly keyArn: string;
  /** Encrypted under the key, in base64. */
  readonly sealed: string;
}

type Context = Readonly<Record<string, string>>;

/**
 * Asks for a data key: who may not use the key may not write under it. Throws KMS's own errors.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#data-keys
 */
export async function newDataKey(asker: Asker, KeyId: string, EncryptionContext: Context): Promise<DataKey> {
  const input = { KeyId, KeySpec: "AES_256", EncryptionContext } as const;
  const { CiphertextBlob = new Uint8Array(), KeyId: keyArn = KeyId } = await asker.call.aws.call(
    "kms",
    "GenerateDataKey",
    input,
    inTheNameOf(asker, KeyId),
  );
  return { keyArn, sealed: Buffer.from(CiphertextBlob).toString("base64") };
}

/** Asks whether the key opens what was written under it. Throws KMS's own errors. */
export async function openDataKey(asker: Asker, { keyArn, sealed }: DataKey, EncryptionContext: Context) {
  const CiphertextBlob = Buffer.from(sealed, "base64");
  await asker.call.aws.call("kms", "Decrypt", { CiphertextBlob, EncryptionContext }, inTheNameOf(asker, keyArn));
}

/** A key is asked for where it is, which need not be where the service is asked. */
const inTheNameOf = ({ call: { principal, region }, service }: Asker, keyId: string) => ({
  principal,
  via: service,
  region: parseArn(keyId)?.region ?? region,
});
