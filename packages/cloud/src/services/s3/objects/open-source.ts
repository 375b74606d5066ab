import { Readable } from "node:stream";
import type { HeadObjectOutput } from "@aws-sdk/client-s3";
import { AwsError, type ChecksumAlgorithm, checksumAlgorithms } from "@millrace/wire";
import type { Access, Call } from "../../../kernel/operation.ts";
import type { ByteRange } from "../bodies.ts";
import { noSuchKey } from "../errors.ts";
import { objectArn, type StoredObject } from "../model.ts";
import type { S3Store } from "../store.ts";
import { readAttributes } from "./attributes.ts";
import { type CopySource, readCopySource } from "./copy-source.ts";
import { checkCustomerKey, sourceKey } from "./encryption.ts";
import { openKey } from "./encryption-key.ts";
import { findObject, readVersion, versionAction } from "./find.ts";

export type SourceInput = Parameters<typeof sourceKey>[0] & { readonly CopySource: string };

/** What is known of an object that is copied, wherever it is. */
export type SourceObject = Pick<
  StoredObject,
  "bucket" | "key" | "bytes" | "etag" | "modifiedAt" | "attributes" | "tags" | "restoredUntil" | "encryption"
> & { readonly checksum: { readonly algorithm: string } | undefined };

/** An object to be copied. */
export interface OpenSource {
  readonly object: SourceObject;
  readonly version: { readonly VersionId?: string };
  /** Throws unless its key, where it has one, opens for the caller. */
  readonly read: (range: ByteRange) => Promise<Readable | Buffer>;
}

/** The right to read what is copied. A bucket of another account is asked there, when the copy is made. */
export function copyAccess(text: string, store: S3Store): Access[] {
  const { bucket, key, versionId } = readCopySource(text);
  if (store.isTakenElsewhere(bucket)) return [];
  return [{ action: versionAction("GetObject", { VersionId: versionId }), resource: objectArn(bucket, key) }];
}

/** The object to copy. Throws what reading it throws. */
export function openSource(call: Call<S3Store>, input: SourceInput, withTags: boolean): Promise<OpenSource> {
  const source = readCopySource(input.CopySource);
  return call.store.isTakenElsewhere(source.bucket)
    ? openElsewhere(call, source, input, withTags)
    : openHere(call, source, input);
}

async function openHere(call: Call<S3Store>, source: CopySource, input: SourceInput): Promise<OpenSource> {
  const { store } = call;
  const object = findObject(store, { Bucket: source.bucket, Key: source.key, VersionId: source.versionId }, "COPY");
  checkCustomerKey(object, sourceKey(input));
  return {
    object,
    version: readVersion(store.bucket(source.bucket), object),
    async read(range) {
      await openKey(call, object, object.encryption);
      return store.bodies.read(object.body, range);
    },
  };
}

/** By the API of the account that has it, in the name of the caller: both accounts must allow it. */
async function openElsewhere(
  { aws, principal }: Call<S3Store>,
  { bucket, key, versionId }: CopySource,
  input: SourceInput,
  withTags: boolean,
): Promise<OpenSource> {
  const at = { Bucket: bucket, Key: key, VersionId: versionId };
  const asked = { ...at, ...sourceKey(input) };
  const head = await aws
    .call("s3", "HeadObject", { ...asked, ChecksumMode: "ENABLED" }, { principal })
    .catch((error: unknown) => {
      throw error instanceof AwsError && error.status === 404 ? noSuchKey(key) : error;
    });
  const { TagSet = [] } =
    withTags && head.TagCount !== undefined ? await aws.call("s3", "GetObjectTagging", at, { principal }) : {};
  return {
    object: { bucket, key, ...factsOf(head), tags: Object.fromEntries(TagSet.map(({ Key, Value }) => [Key, Value])) },
    version: head.VersionId === undefined ? {} : { VersionId: head.VersionId },
    async read({ start, end }) {
      if (end < start) return Buffer.alloc(0);
      const { Body } = await aws.call("s3", "GetObject", { ...asked, Range: `bytes=${start}-${end}` }, { principal });
      return Body instanceof Readable ? Body : Buffer.from((Body as Uint8Array | undefined) ?? []);
    },
  };
}

function factsOf(head: HeadObjectOutput): Omit<SourceObject, "bucket" | "key" | "tags"> {
  const sums = head as Readonly<Record<string, unknown>>;
  const algorithm = checksumAlgorithms.find((name: ChecksumAlgorithm) => sums[`Checksum${name}`] !== undefined);
  return {
    bytes: head.ContentLength ?? 0,
    etag: (head.ETag ?? "").replaceAll('"', ""),
    modifiedAt: head.LastModified?.getTime() ?? 0,
    attributes: { ...readAttributes(head), expires: head.ExpiresString },
    checksum: algorithm === undefined ? undefined : { algorithm },
    restoredUntil: undefined,
    encryption: undefined,
  };
}
