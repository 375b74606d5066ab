import type { ChecksumAlgorithm, StorageClass } from "@aws-sdk/client-s3";
import { ownerId } from "../access/owner.ts";
import { bucketArn, type Upload } from "../model.ts";
import { checkEncodingType, urlEncoder } from "../objects/listing.ts";
import type { S3Operation, Shapes } from "../shapes.ts";

const uploadsMax = 1000;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export const listMultipartUploads: S3Operation<"ListMultipartUploads"> = {
  access: (input) => ({ action: "s3:ListBucketMultipartUploads", resource: bucketArn(input.Bucket) }),

  run({ store, account }, input) {
    const bucket = store.bucket(input.Bucket);
    checkEncodingType(input.EncodingType);
    const max = Math.min(input.MaxUploads ?? uploadsMax, uploadsMax);
    const encode = urlEncoder(input.EncodingType);
    const { page, prefixes, isTruncated } = pageOf(store.uploads(bucket.name, input.Prefix), input, max);
    const last = page.at(-1);

    return {
      Bucket: bucket.name,
      KeyMarker: encode(input.KeyMarker ?? ""),
      UploadIdMarker: input.UploadIdMarker ?? "",
      ...(input.Prefix === undefined ? {} : { Prefix: encode(input.Prefix) }),
      ...(input.Delimiter === undefined ? {} : { Delimiter: encode(input.Delimiter) }),
      ...(input.EncodingType === undefined ? {} : { EncodingType: input.EncodingType }),
      NextKeyMarker: encode(last?.key ?? ""),
      NextUploadIdMarker: last?.id ?? "",
      MaxUploads: max,
      IsTruncated: isTruncated,
      Uploads: page.map((upload) => ({
        UploadId: upload.id,
        Key: encode(upload.key),
        Initiated: new Date(upload.initiatedAt),
        StorageClass: upload.attributes.storageClass as StorageClass,
        Owner: { ID: ownerId(account) },
        Initiator: { ID: `arn:aws:iam::${account}:root`, DisplayName: account },
        ...(upload.isChecksumChosen
          ? { ChecksumAlgorithm: upload.checksumAlgorithm as ChecksumAlgorithm, ChecksumType: upload.checksumType }
          : {}),
      })),
      CommonPrefixes: prefixes.map((prefix) => ({ Prefix: encode(prefix) })),
    };
  },
};

function pageOf(uploads: Iterable<Upload>, input: Shapes["ListMultipartUploads"]["input"], max: number) {
  const { KeyMarker = "", UploadIdMarker = "", Delimiter = "", Prefix = "" } = input;
  const page: Upload[] = [];
  const prefixes = new Set<string>();
  for (const upload of uploads) {
    if (isBefore(upload, KeyMarker, UploadIdMarker)) continue;
    const at = Delimiter === "" ? -1 : upload.key.indexOf(Delimiter, Prefix.length);
    const group = at < 0 ? undefined : upload.key.slice(0, at + Delimiter.length);
    if (group !== undefined && prefixes.has(group)) continue;
    if (page.length + prefixes.size >= max) return { page, prefixes: [...prefixes], isTruncated: true };
    if (group === undefined) page.push(upload);
    else prefixes.add(group);
  }
  return { page, prefixes: [...prefixes], isTruncated: false };
}

/** Up to the markers everything has been answered before. */
function isBefore(upload: Upload, keyMarker: string, idMarker: string): boolean {
  if (keyMarker === "") return false;
  const order = Buffer.compare(Buffer.from(upload.key), Buffer.from(keyMarker));
  return order < 0 || (order === 0 && (idMarker === "" || upload.id <= idMarker));
}
