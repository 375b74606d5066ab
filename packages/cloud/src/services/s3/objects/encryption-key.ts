import { AwsError } from "@millrace/wire";
import { newDataKey, openDataKey } from "../../../data-keys/data-keys.ts";
import type { Call } from "../../../kernel/operation.ts";
import { accessDenied, otherError } from "../errors.ts";
import { bucketArn, type Encryption, objectArn } from "../model.ts";
import type { S3Store } from "../store.ts";

interface Place {
  readonly bucket: string;
  readonly key: string;
}

/**
 * Asks KMS for a data key of the key that an upload names, as the caller: who may not use the key may not write under it.
 * S3's own key lets everybody of the account in. https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export async function underKey(
  call: Call<S3Store>,
  place: Place,
  encryption: Encryption | undefined,
): Promise<Encryption | undefined> {
  if (encryption === undefined || encryption.kind === "customer") return encryption;
  const asker = { call, service: "s3" };
  const given = await newDataKey(asker, encryption.keyId, contextOf(place, encryption)).catch(refuse);
  return { ...encryption, keyId: given.keyArn, dataKey: given.sealed };
}

/** Of a reader, that the key may open what was written under it; undefined where no key has a say. */
export function openKey(
  call: Call<S3Store>,
  place: Place,
  encryption: Encryption | undefined,
): Promise<unknown> | undefined {
  if (encryption === undefined || encryption.kind === "customer" || encryption.dataKey === undefined) return undefined;
  const dataKey = { keyArn: encryption.keyId, sealed: encryption.dataKey };
  return openDataKey({ call, service: "s3" }, dataKey, contextOf(place, encryption)).catch(refuse);
}

/** A bucket key stands for all of its objects. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html */
const contextOf = ({ bucket, key }: Place, { usesBucketKey }: { readonly usesBucketKey: boolean }) => ({
  "aws:s3:arn": usesBucketKey ? bucketArn(bucket) : objectArn(bucket, key),
});

function refuse(error: unknown): never {
  if (!(error instanceof AwsError)) throw error;
  throw error.code === "AccessDeniedException"
    ? accessDenied(error.message)
    : otherError(`KMS.${error.code}`, 400, error.message);
}
