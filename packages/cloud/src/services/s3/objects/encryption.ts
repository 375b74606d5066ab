import { createHash } from "node:crypto";
import type { ServerSideEncryption } from "@aws-sdk/client-s3";
import { parseArn } from "@millrace/core";
import type { Call } from "../../../kernel/operation.ts";
import { accessDenied, invalidArgument, invalidRequest, otherError } from "../errors.ts";
import type { Bucket, Encryption, StoredObject } from "../model.ts";
import type { S3Store } from "../store.ts";

export interface EncryptionInput extends CustomerKeyInput {
  readonly ServerSideEncryption?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly BucketKeyEnabled?: boolean | undefined;
}

export interface CustomerKeyInput {
  readonly SSECustomerAlgorithm?: string | undefined;
  readonly SSECustomerKey?: string | undefined;
  readonly SSECustomerKeyMD5?: string | undefined;
}

const own = "AES256";
/** What KMS keeps for S3 in every account. */
const ownKey = "alias/aws/s3";
const header = "x-amz-server-side-encryption";
const customerKeyBytes = 32;

/** What an upload asks for, else the bucket's default; undefined = S3's own keys. Throws InvalidArgument and InvalidRequest. */
export function chosenEncryption(call: Call<S3Store>, bucket: Bucket, input: EncryptionInput): Encryption | undefined {
  const key = readCustomerKey(input);
  return key === undefined ? serviceEncryption(call, bucket, input) : customerEncryption(key, input);
}

function customerEncryption(key: CustomerKey, { ServerSideEncryption: other }: EncryptionInput): Encryption {
  if (other !== undefined) {
    throw invalidArgument(
      "Server Side Encryption with Customer provided key is incompatible with the encryption method specified",
      header,
      other,
    );
  }
  if (key.bytes !== customerKeyBytes) {
    throw customerKeyArgument("The secret key was invalid for the specified algorithm.");
  }
  return { kind: "customer", keyMd5: key.md5 };
}

function serviceEncryption(call: Call<S3Store>, bucket: Bucket, input: EncryptionInput): Encryption | undefined {
  const rule = bucket.configurations.encryption?.Rules?.[0];
  const byDefault = rule?.ApplyServerSideEncryptionByDefault;
  const kind = input.ServerSideEncryption ?? byDefault?.SSEAlgorithm ?? own;
  if (kind === own) {
    if (input.SSEKMSKeyId === undefined) return undefined;
    throw invalidArgument(
      "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms",
      header,
    );
  }
  if (kind !== "aws:kms" && kind !== "aws:kms:dsse") {
    throw invalidArgument("The encryption method specified is not supported", header, kind);
  }
  const inherited = byDefault?.SSEAlgorithm === kind ? { key: byDefault.KMSMasterKeyID, rule } : undefined;
  const keyId = input.SSEKMSKeyId ?? inherited?.key ?? ownKey;
  return {
    kind,
    keyId: keyArn(keyId, call.account, bucket.region),
    usesBucketKey: input.BucketKeyEnabled ?? inherited?.rule?.BucketKeyEnabled ?? false,
  };
}

interface CustomerKey {
  readonly md5: string;
  readonly bytes: number;
}

/** The digest of the key that a client brings along; undefined when it brings none. */
function readCustomerKey(input: CustomerKeyInput): CustomerKey | undefined {
  const { SSECustomerAlgorithm: algorithm, SSECustomerKey: key, SSECustomerKeyMD5: keyMd5 } = input;
  if (algorithm === undefined && key === undefined && keyMd5 === undefined) return undefined;
  if (algorithm === undefined) {
    throw customerKeyArgument(
      "Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.",
    );
  }
  if (algorithm !== own) {
    throw otherError(
      "InvalidEncryptionAlgorithmError",
      400,
      `The Encryption request you specified is not valid. Supported value: ${own}.`,
      { ArgumentName: header, ArgumentValue: algorithm },
    );
  }
  if (key === undefined) {
    throw customerKeyArgument(
      "Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.",
    );
  }
  const bytes = Buffer.from(key, "base64");
  const md5 = createHash("md5").update(bytes).digest("base64");
  if (keyMd5 !== undefined && md5 !== keyMd5) {
    throw customerKeyArgument("The calculated MD5 hash of the key did not match the hash that was provided.");
  }
  return { md5, bytes: bytes.byteLength };
}

const customerKeyArgument = (message: string): Error => invalidArgument(message, header);

/** Throws unless the reader brings the key that the object was encrypted with. */
export function checkCustomerKey({ encryption }: Pick<StoredObject, "encryption">, input: CustomerKeyInput): void {
  const keyMd5 = readCustomerKey(input)?.md5;
  if (encryption?.kind !== "customer") {
    if (keyMd5 !== undefined) throw invalidRequest("The encryption parameters are not applicable to this object.");
    return;
  }
  if (keyMd5 === undefined) {
    throw invalidRequest(
      "The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.",
    );
  }
  if (keyMd5 !== encryption.keyMd5) {
    throw accessDenied(
      "Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.",
    );
  }
}

export const isSameCustomerKey = (encryption: { readonly keyMd5: string }, input: CustomerKeyInput): boolean =>
  readCustomerKey(input)?.md5 === encryption.keyMd5;

/** The same key under the names that the source of a copy has. */
export const sourceKey = (input: {
  readonly CopySourceSSECustomerAlgorithm?: string | undefined;
  readonly CopySourceSSECustomerKey?: string | undefined;
  readonly CopySourceSSECustomerKeyMD5?: string | undefined;
}): CustomerKeyInput => ({
  SSECustomerAlgorithm: input.CopySourceSSECustomerAlgorithm,
  SSECustomerKey: input.CopySourceSSECustomerKey,
  SSECustomerKeyMD5: input.CopySourceSSECustomerKeyMD5,
});

export interface EncryptionOutput {
  ServerSideEncryption?: ServerSideEncryption;
  SSEKMSKeyId?: string;
  BucketKeyEnabled?: boolean;
  SSECustomerAlgorithm?: string;
  SSECustomerKeyMD5?: string;
}

/** What answers say of it. */
export function describeEncryption(encryption: Encryption | undefined): EncryptionOutput {
  if (encryption === undefined) return { ServerSideEncryption: own };
  if (encryption.kind === "customer") return { SSECustomerAlgorithm: own, SSECustomerKeyMD5: encryption.keyMd5 };
  return {
    ServerSideEncryption: encryption.kind,
    SSEKMSKeyId: encryption.keyId,
    ...(encryption.usesBucketKey ? { BucketKeyEnabled: true } : {}),
  };
}

/** Only under S3's own keys is an ETag the MD5 of the bytes: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html */
export const etagOf = (md5: string, encryption: Encryption | undefined, { ids }: Pick<Call<S3Store>, "ids">): string =>
  encryption === undefined ? md5 : ids.bytes(16).toString("hex");

function keyArn(key: string, account: string, region: string): string {
  if (parseArn(key) !== undefined) return key;
  const isAlias = key.startsWith("alias/");
  return `arn:aws:kms:${region}:${account}:${isAlias ? key : `key/${key}`}`;
}
