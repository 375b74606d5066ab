import { noSuchKey, notModified, preconditionFailed } from "../errors.ts";
import type { StoredObject } from "../model.ts";

export interface ReadConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
}

/**
 * Throws PreconditionFailed or NotModified as RFC 9110 says.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html
 */
export function checkReadConditions(object: StoredObject, conditions: ReadConditions): void {
  const { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince } = conditions;
  if (IfMatch !== undefined && !matches(IfMatch, object.etag)) throw preconditionFailed("If-Match");
  if (
    IfMatch === undefined &&
    IfUnmodifiedSince !== undefined &&
    seconds(object.modifiedAt) > seconds(IfUnmodifiedSince)
  ) {
    throw preconditionFailed("If-Unmodified-Since");
  }
  if (IfNoneMatch !== undefined && matches(IfNoneMatch, object.etag)) throw notModified();
  if (
    IfNoneMatch === undefined &&
    IfModifiedSince !== undefined &&
    seconds(object.modifiedAt) <= seconds(IfModifiedSince)
  ) {
    throw notModified();
  }
}

export interface WriteConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
export function checkWriteConditions(key: string, before: StoredObject | undefined, conditions: WriteConditions): void {
  const { IfMatch, IfNoneMatch } = conditions;
  if (IfNoneMatch !== undefined && before !== undefined) throw preconditionFailed("If-None-Match");
  if (IfMatch === undefined) return;
  if (before === undefined) throw noSuchKey(key);
  if (!matches(IfMatch, before.etag)) throw preconditionFailed("If-Match");
}

export interface CopyConditions {
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
}

/** A copy never answers 304: whatever does not hold has failed. */
export function checkCopyConditions(source: StoredObject, conditions: CopyConditions): void {
  const { CopySourceIfMatch, CopySourceIfNoneMatch, CopySourceIfModifiedSince, CopySourceIfUnmodifiedSince } =
    conditions;
  const failed = (name: string): never => {
    throw preconditionFailed(`x-amz-copy-source-${name}`);
  };
  if (CopySourceIfMatch !== undefined && !matches(CopySourceIfMatch, source.etag)) failed("If-Match");
  if (CopySourceIfNoneMatch !== undefined && matches(CopySourceIfNoneMatch, source.etag)) failed("If-None-Match");
  if (CopySourceIfModifiedSince !== undefined && seconds(source.modifiedAt) <= seconds(CopySourceIfModifiedSince)) {
    failed("If-Modified-Since");
  }
  if (
    CopySourceIfMatch === undefined &&
    CopySourceIfUnmodifiedSince !== undefined &&
    seconds(source.modifiedAt) > seconds(CopySourceIfUnmodifiedSince)
  ) {
    failed("If-Unmodified-Since");
  }
}

/** `*`, or a list of tags, each with or without its quotes. */
const matches = (header: string, etag: string): boolean =>
  header.trim() === "*" ||
  header.split(",").some(
    (one) =>
      one
        .trim()
        .replace(/^W\//, "")
        .replace(/^"(.*)"$/, "$1") === etag,
  );

/** HTTP dates know no fractions. */
const seconds = (time: number | Date): number => Math.floor(Number(time) / 1000);
