import type { ChecksumAlgorithm } from "@aws-sdk/client-s3";
import { checksumAlgorithms } from "@millrace/wire";
import { chosenAcl } from "../access/chosen-acl.ts";
import { invalidRequest } from "../errors.ts";
import type { Upload } from "../model.ts";
import { checkKey, readAttributes } from "../objects/attributes.ts";
import { chosenEncryption, describeEncryption } from "../objects/encryption.ts";
import { underKey } from "../objects/encryption-key.ts";
import { chosenLock } from "../objects/lock.ts";
import { ownAlgorithm } from "../objects/receive.ts";
import { readTaggingHeader } from "../objects/tags.ts";
import { uploadAccess } from "../objects/upload-access.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export const createMultipartUpload: S3Operation<"CreateMultipartUpload"> = {
  access: uploadAccess,

  async run(call, input) {
    const { store, ids, clock } = call;
    const bucket = store.bucket(input.Bucket);
    checkKey(input.Key);
    const algorithm = input.ChecksumAlgorithm;
    const upload: Upload = {
      id: ids.text(64),
      bucket: bucket.name,
      key: input.Key,
      initiatedAt: clock.now(),
      sequencer: store.objects.nextSequencer(clock.now()),
      attributes: readAttributes(input),
      tags: readTaggingHeader(input.Tagging),
      checksumAlgorithm: algorithm ?? ownAlgorithm,
      checksumType: checksumType(algorithm, input.ChecksumType),
      isChecksumChosen: algorithm !== undefined,
      acl: chosenAcl(bucket, input, call.store),
      encryption: await underKey(call, { bucket: input.Bucket, key: input.Key }, chosenEncryption(call, bucket, input)),
      ...chosenLock(call, bucket, input),
    };

    store.putUpload(upload);

    return {
      Bucket: bucket.name,
      Key: input.Key,
      UploadId: upload.id,
      ...describeEncryption(upload.encryption),
      ...(algorithm === undefined ? {} : { ChecksumAlgorithm: algorithm, ChecksumType: upload.checksumType }),
    };
  },
};

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html#ChecksumTypes */
const algorithms: readonly string[] = checksumAlgorithms;
/** S3's own text names no others. */
const namedAlgorithms = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"];
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
  if (!algorithms.includes(algorithm)) {
    throw invalidRequest(
      `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${namedAlgorithms.join(", ")}]`,
    );
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
