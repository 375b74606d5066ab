import { createCipheriv, createDecipheriv } from "node:crypto";
import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { cannotUseKey } from "../errors.ts";
import type { Secret, Version } from "../model.ts";
import type { SecretsStore } from "../store.ts";

/**
 * Values under a key of the customer's own are sealed with a data key of it, asked for as the caller: who may not use the
 * key can neither put nor read them. AWS's own key is everybody's in the account, so values under it are kept as they are.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
 */
export async function seal(
  call: Call<SecretsStore>,
  secret: Pick<Secret, "arn" | "kmsKeyId">,
  version: Version,
): Promise<Version> {
  if (secret.kmsKeyId === undefined || isAwsOwn(secret.kmsKeyId)) return version;
  const input = { KeyId: secret.kmsKeyId, KeySpec: "AES_256", EncryptionContext: contextOf(secret, version) } as const;
  const { Plaintext = new Uint8Array(), CiphertextBlob = new Uint8Array() } = await call.aws
    .call("kms", "GenerateDataKey", input, { principal: call.principal, via: "secretsmanager" })
    .catch(refuse("EncryptionFailure"));
  const close = (value: Buffer): string => {
    const nonce = call.ids.bytes(12);
    const cipher = createCipheriv("aes-256-gcm", Plaintext, nonce);
    const body = Buffer.concat([cipher.update(value), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64");
  };
  const { text, bytes } = version;
  return {
    ...version,
    dataKey: Buffer.from(CiphertextBlob).toString("base64"),
    ...(text === undefined ? {} : { text: close(Buffer.from(text)) }),
    ...(bytes === undefined ? {} : { bytes: close(Buffer.from(bytes, "base64")) }),
  };
}

export async function open(call: Call<SecretsStore>, secret: Secret, version: Version): Promise<Version> {
  if (version.dataKey === undefined) return version;
  const input = {
    CiphertextBlob: Buffer.from(version.dataKey, "base64"),
    EncryptionContext: contextOf(secret, version),
  };
  const { Plaintext = new Uint8Array() } = await call.aws
    .call("kms", "Decrypt", input, { principal: call.principal, via: "secretsmanager" })
    .catch(refuse("DecryptionFailure"));
  const opened = (sealed: string): Buffer => {
    const all = Buffer.from(sealed, "base64");
    const decipher = createDecipheriv("aes-256-gcm", Plaintext, all.subarray(0, 12));
    decipher.setAuthTag(all.subarray(12, 28));
    return Buffer.concat([decipher.update(all.subarray(28)), decipher.final()]);
  };
  const { text, bytes } = version;
  return {
    ...version,
    ...(text === undefined ? {} : { text: opened(text).toString("utf8") }),
    ...(bytes === undefined ? {} : { bytes: opened(bytes).toString("base64") }),
  };
}

const isAwsOwn = (keyId: string): boolean => keyId.endsWith("alias/aws/secretsmanager");

const contextOf = ({ arn }: Pick<Secret, "arn">, { id }: Version) => ({ SecretARN: arn, SecretVersionId: id });

const refuse =
  (code: "EncryptionFailure" | "DecryptionFailure") =>
  (error: unknown): never => {
    if (error instanceof AwsError && error.code !== "AccessDeniedException") throw cannotUseKey(code, error.message);
    throw error;
  };
