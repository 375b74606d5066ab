import { HeadObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { SourceFile } from "../ledger/run.ts";

/** All that is to be known of a file, also where it was named by bucket and key only. */
export async function wholeFile(s3: S3Client, file: SourceFile): Promise<SourceFile> {
  if (file.eTag !== "") return file;
  const { bucket: Bucket, key: Key, versionId } = file;
  const head = await s3.send(
    new HeadObjectCommand({ Bucket, Key, ...(versionId === undefined ? {} : { VersionId: versionId }) }),
  );
  return {
    ...file,
    eTag: (head.ETag ?? "").replaceAll('"', ""),
    size: head.ContentLength ?? file.size,
    arrivedAt: head.LastModified?.getTime() ?? file.arrivedAt,
  };
}
