import { conditionalConflict, noSuchKey, notImplementedHeader, notModified, preconditionFailed } from "../errors.ts";
import type { StoredObject, Upload } from "../model.ts";

export interface ReadConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
}

/**
 * Throws PreconditionFailed or NotModified as RFC 9110 says; a date still to come asks for nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html
 */
export function checkReadConditions(object: StoredObject, conditions: ReadConditions, now: number): void {
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
    Number(IfModifiedSince) <= now &&
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

/** Throws NotImplemented for conditions that S3 knows no answer to. */
export function checkConditionHeaders({ IfMatch, IfNoneMatch }: WriteConditions): void {
  if (IfMatch !== undefined && IfNoneMatch !== undefined) {
    throw notImplementedHeader("If-Match,If-None-Match", "Multiple conditional request headers present in the request");
  }
  if (IfNoneMatch !== undefined && IfNoneMatch !== "*") {
    throw notImplementedHeader(
      "If-None-Match",
      "We don't accept the provided value of If-None-Match header for this API",
    );
  }
  if (IfMatch === "*") {
    throw notImplementedHeader("If-Match", "We don't accept the provided value of If-Match header for this API");
  }
}

/** A conditional completion loses against whatever happened to its key since the upload began. */
export function checkMeanwhile(upload: Upload, before: StoredObject | undefined, conditions: WriteConditions): void {
  const { IfMatch, IfNoneMatch } = conditions;
  if (IfMatch !== undefined && before !== undefined && before.sequencer > upload.sequencer) {
    throw conditionalConflict("If-Match", upload.key);
  }
  if (IfNoneMatch !== undefined && upload.isKeyDeleted === true) throw conditionalConflict("If-None-Match", upload.key);
}

export interface CopyConditions {
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
}

/** A copy never answers 304: whatever does not hold has failed. */
export function checkCopyConditions(
  source: Pick<StoredObject, "etag" | "modifiedAt">,
  conditions: CopyConditions,
  now: number,
): void {
  const { CopySourceIfMatch, CopySourceIfNoneMatch, CopySourceIfModifiedSince, CopySourceIfUnmodifiedSince } =
    conditions;
  const failed = (name: string): never => {
    throw preconditionFailed(`x-amz-copy-source-${name}`);
  };
  if (CopySourceIfMatch !== undefined && !matches(CopySourceIfMatch, source.etag)) failed("If-Match");
  if (CopySourceIfNoneMatch !== undefined && matches(CopySourceIfNoneMatch, source.etag)) failed("If-None-Match");
  const since = CopySourceIfModifiedSince;
  if (since !== undefined && Number(since) <= now && seconds(source.modifiedAt) <= seconds(since)) {
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
