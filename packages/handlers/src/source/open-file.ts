import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { ByteRange } from "@millrace/pipeline";
import type { SourceFile } from "../ledger/run.ts";

/** The file cannot be had any more, and trying again will not bring it back. */
export class FileGone extends Error {
  readonly code: "file-missing" | "file-replaced";

  constructor(code: FileGone["code"], message: string, cause: unknown) {
    super(message, { cause });
    this.name = "FileGone";
    this.code = code;
  }
}

/** The bytes, or a range of them, of exactly the version that the event was about. */
export async function openFile(
  s3: S3Client,
  file: Pick<SourceFile, "bucket" | "key" | "versionId" | "eTag">,
  range?: ByteRange,
): Promise<AsyncIterable<Uint8Array>> {
  try {
    const { Body } = await s3.send(
      new GetObjectCommand({
        Bucket: file.bucket,
        Key: file.key,
        ...(file.versionId === undefined ? {} : { VersionId: file.versionId }),
        ...(range === undefined ? {} : { Range: `bytes=${range.start}-${range.end - 1}` }),
        ...(file.eTag === "" ? {} : { IfMatch: `"${file.eTag}"` }),
      }),
    );
    // In Node the body of a response is always a Readable.
    return Body as unknown as AsyncIterable<Uint8Array>;
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    if (name === "NoSuchKey" || name === "NoSuchVersion" || name === "NotFound") {
      throw new FileGone("file-missing", "Cannot read the file: it has been deleted since it arrived", error);
    }
    if (name === "PreconditionFailed") {
      throw new FileGone("file-replaced", "Cannot read the file: another has taken its place since it arrived", error);
    }
    throw error;
  }
}
