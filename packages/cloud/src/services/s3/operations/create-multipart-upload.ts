import type { ChecksumAlgorithm } from "@aws-sdk/client-s3";
import { invalidRequest } from "../errors.ts";
import { objectArn, type Upload } from "../model.ts";
import { checkKey, readAttributes, readTaggingHeader } from "../objects/attributes.ts";
import { ownAlgorithm } from "../objects/receive.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const createMultipartUpload: S3Operation<"CreateMultipartUpload"> = {
  access: (input) => ({ action: "s3:PutObject", resource: objectArn(input.Bucket, input.Key) }),

  run({ store, ids, clock }, input) {
    const bucket = store.bucket(input.Bucket);
    checkKey(input.Key);
    const algorithm = input.ChecksumAlgorithm;
    const upload: Upload = {
      id: ids.text(64),
      bucket: bucket.name,
      key: input.Key,
      initiatedAt: clock.now(),
      attributes: readAttributes(input),
      tags: readTaggingHeader(input.Tagging),
      checksumAlgorithm: algorithm ?? ownAlgorithm,
      checksumType: checksumType(algorithm, input.ChecksumType),
      isChecksumChosen: algorithm !== undefined,
    };

    store.putUpload(upload);

    return {
      Bucket: bucket.name,
      Key: input.Key,
      UploadId: upload.id,
      ServerSideEncryption: "AES256",
      ...(algorithm === undefined ? {} : { ChecksumAlgorithm: algorithm, ChecksumType: upload.checksumType }),
    };
  },
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html#ChecksumTypes */
const fullObjectAlgorithms = new Set(["CRC32", "CRC32C", "CRC64NVME"]);

function checksumType(
  algorithm: ChecksumAlgorithm | undefined,
  type: Upload["checksumType"] | undefined,
): Upload["checksumType"] {
  if (algorithm === undefined) {
    if (type !== undefined)
      throw invalidRequest("The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
    return "FULL_OBJECT";
  }
  const chosen = type ?? (algorithm === "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE");
  const isPossible = chosen === "FULL_OBJECT" ? fullObjectAlgorithms.has(algorithm) : algorithm !== "CRC64NVME";
  if (!isPossible) {
    throw invalidRequest(
      `The ${chosen} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return chosen;
}
