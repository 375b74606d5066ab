import type { Access } from "../../../kernel/operation.ts";
import { invalidArgument } from "../errors.ts";
import { objectArn, type StoredObject } from "../model.ts";
import type { S3Store } from "../store.ts";
import { checkCustomerKey, sourceKey } from "./encryption.ts";
import { findObject, versionAction } from "./find.ts";

/** What a copy copies. */
export interface CopySource {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
}

/** Reads `bucket/key?versionId=x`, with or without a slash before it, URL-encoded. Throws InvalidArgument. */
export function readCopySource(text: string): CopySource {
  const [path = "", versionId] = text.split("?versionId=");
  const decoded = decode(path);
  const [, bucket, key] = /^\/?([^/]+)\/(.+)$/s.exec(decoded) ?? [];
  if (bucket === undefined || key === undefined) {
    throw invalidArgument(
      "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
      "x-amz-copy-source",
      text,
    );
  }
  return { bucket, key, versionId };
}

/** The right to read what is copied. */
export function copyAccess(text: string): Access {
  const { bucket, key, versionId } = readCopySource(text);
  return { action: versionAction("GetObject", { VersionId: versionId }), resource: objectArn(bucket, key) };
}

/** The object to copy. Throws what reading it throws. */
export function findSource(
  store: S3Store,
  input: Parameters<typeof sourceKey>[0] & { readonly CopySource: string },
): StoredObject {
  const { bucket, key, versionId } = readCopySource(input.CopySource);
  const source = findObject(store, { Bucket: bucket, Key: key, VersionId: versionId }, "COPY");
  checkCustomerKey(source, sourceKey(input));
  return source;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll("+", "%20"));
  } catch {
    throw invalidArgument("Invalid copy source encoding.", "x-amz-copy-source", path);
  }
}
