import { parseArn } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { accessDenied, otherError } from "../errors.ts";
import { type Encryption, objectArn } from "../model.ts";
import type { S3Store } from "../store.ts";
import { isServiceKey } from "./encryption.ts";

interface Place {
  readonly bucket: string;
  readonly key: string;
}

/**
 * Asks KMS for a data key of the key that an upload names, as the caller: who may not use the key may not write under it.
 * S3's own key asks for no right. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export async function underKey(
  call: Call<S3Store>,
  place: Place,
  encryption: Encryption | undefined,
): Promise<Encryption | undefined> {
  if (encryption === undefined || encryption.kind === "customer" || isServiceKey(call, encryption.keyId)) {
    return encryption;
  }
  const context = { EncryptionContext: contextOf(place) };
  const { CiphertextBlob = new Uint8Array() } = await call.aws
    .call(
      "kms",
      "GenerateDataKey",
      { KeyId: encryption.keyId, KeySpec: "AES_256", ...context },
      asCaller(call, encryption.keyId),
    )
    .catch(refuse);
  return { ...encryption, dataKey: Buffer.from(CiphertextBlob).toString("base64") };
}

/** Of a reader, that the key may open what was written under it; undefined where no key has a say. */
export function openKey(
  call: Call<S3Store>,
  place: Place,
  encryption: Encryption | undefined,
): Promise<unknown> | undefined {
  if (encryption === undefined || encryption.kind === "customer" || encryption.dataKey === undefined) return undefined;
  const CiphertextBlob = Buffer.from(encryption.dataKey, "base64");
  return call.aws
    .call("kms", "Decrypt", { CiphertextBlob, EncryptionContext: contextOf(place) }, asCaller(call, encryption.keyId))
    .catch(refuse);
}

/** Buckets of all regions stand in one place here; a key is asked for where it is. */
const asCaller = ({ principal, region }: Call<S3Store>, keyId: string) => ({
  principal,
  via: "s3",
  region: parseArn(keyId)?.region ?? region,
});

const contextOf = ({ bucket, key }: Place) => ({ "aws:s3:arn": objectArn(bucket, key) });

function refuse(error: unknown): never {
  if (!(error instanceof AwsError)) throw error;
  throw error.code === "AccessDeniedException"
    ? accessDenied(error.message)
    : otherError(`KMS.${error.code}`, 400, error.message);
}
