import { invalidArgument, invalidRequest } from "../errors.ts";
import { objectArn, quoted } from "../model.ts";
import { checkCopyConditions } from "../objects/conditions.ts";
import { checksumMember } from "../objects/describe.ts";
import { describeEncryption } from "../objects/encryption.ts";
import { openKey } from "../objects/encryption-key.ts";
import { copyAccess, openSource, type SourceObject } from "../objects/open-source.ts";
import { checkPartKey, checkPartNumber } from "../objects/parts.ts";
import { type ownAlgorithm, place, receive } from "../objects/receive.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export const uploadPartCopy: S3Operation<"UploadPartCopy"> = {
  access: (input, _scope, store) => [
    ...copyAccess(input.CopySource, store),
    { action: "s3:PutObject", resource: objectArn(input.Bucket, input.Key) },
  ],

  async run(call, input) {
    const { store, clock } = call;
    const { PartNumber: number } = input;
    const upload = store.upload(input.Bucket, input.Key, input.UploadId);
    checkPartNumber(number);
    checkPartKey(upload, input);
    const opened = await openSource(call, input, false);
    const { object: source } = opened;
    checkCopyConditions(source, input, clock.now());
    await openKey(call, upload, upload.encryption);
    const bytes = await opened.read(readSourceRange(source, input.CopySourceRange));
    const algorithm = upload.checksumAlgorithm as typeof ownAlgorithm;
    const received = await receive(store, bytes, algorithm);

    const checksum = received.checksums.get(algorithm);
    const now = clock.now();
    place(store, received.body, () =>
      store.putPart(store.upload(input.Bucket, input.Key, input.UploadId), {
        number,
        checksum,
        bytes: received.bytes,
        md5: received.md5,
        body: received.body,
        modifiedAt: now,
      }),
    );

    const { VersionId: CopySourceVersionId } = opened.version;
    return {
      ...(CopySourceVersionId === undefined ? {} : { CopySourceVersionId }),
      CopyPartResult: {
        ETag: quoted(received.md5),
        LastModified: new Date(now),
        ...(upload.isChecksumChosen && checksum !== undefined ? checksumMember({ algorithm, value: checksum }) : {}),
      },
      ...describeEncryption(upload.encryption),
    };
  },
};

/** `bytes=first-last`, both given; unlike the Range header of a read, it must fit. */
function readSourceRange({ bytes }: SourceObject, range: string | undefined): { start: number; end: number } {
  if (range === undefined) return { start: 0, end: bytes - 1 };
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
  if (first === undefined || last === undefined || Number(last) < Number(first)) {
    throw invalidArgument(
      "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy",
      "x-amz-copy-source-range",
      range,
    );
  }
  if (Number(first) >= bytes) throw invalidRequest("The specified copy range is invalid for the source object size.");
  if (Number(last) >= bytes) {
    throw invalidArgument(
      `Range specified is not valid for source object of size: ${bytes}`,
      "x-amz-copy-source-range",
      range,
    );
  }
  return { start: Number(first), end: Number(last) };
}
