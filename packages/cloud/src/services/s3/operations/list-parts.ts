import type { ChecksumAlgorithm, StorageClass } from "@aws-sdk/client-s3";
import { ownerId } from "../access/owner.ts";
import { objectArn, quoted } from "../model.ts";
import { checksumMember } from "../objects/describe.ts";
import type { S3Operation } from "../shapes.ts";

const partsMax = 1000;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export const listParts: S3Operation<"ListParts"> = {
  access: (input) => ({ action: "s3:ListMultipartUploadParts", resource: objectArn(input.Bucket, input.Key) }),

  run({ store, account }, input) {
    const upload = store.upload(input.Bucket, input.Key, input.UploadId);
    const max = Math.min(input.MaxParts ?? partsMax, partsMax);
    const after = Number(input.PartNumberMarker ?? 0);
    const found = [...store.parts(upload, after)];
    const page = found.slice(0, max);
    const { checksumAlgorithm: algorithm } = upload;

    return {
      Bucket: upload.bucket,
      Key: upload.key,
      UploadId: upload.id,
      PartNumberMarker: String(after),
      NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
      MaxParts: max,
      IsTruncated: found.length > page.length,
      Initiator: { ID: `arn:aws:iam::${account}:root`, DisplayName: account },
      Owner: { ID: ownerId(account) },
      StorageClass: upload.attributes.storageClass as StorageClass,
      ...(upload.isChecksumChosen
        ? { ChecksumAlgorithm: algorithm as ChecksumAlgorithm, ChecksumType: upload.checksumType }
        : {}),
      Parts: page.map((part) => ({
        PartNumber: part.number,
        LastModified: new Date(part.modifiedAt),
        ETag: quoted(part.md5),
        Size: part.bytes,
        ...(upload.isChecksumChosen && part.checksum !== undefined
          ? checksumMember({ algorithm, value: part.checksum })
          : {}),
      })),
    };
  },
};
