import { createHash } from "node:crypto";
import type { CompletedPart } from "@aws-sdk/client-s3";
import {
  type ChecksumAlgorithm,
  type CrcAlgorithm,
  checksumAlgorithms,
  checksum as checksumOf,
  combineCrc,
} from "@millrace/wire";
import { badDigest, badPartDigest, entityTooSmall, invalidPart, invalidPartOrder, invalidRequest } from "../errors.ts";
import { type Body, type ObjectChecksum, objectArn, quoted, type Upload, type UploadedPart } from "../model.ts";
import { checkConditionHeaders, checkMeanwhile, checkWriteConditions } from "../objects/conditions.ts";
import { checksumMembers } from "../objects/describe.ts";
import { describeEncryption } from "../objects/encryption.ts";
import { openKey } from "../objects/encryption-key.ts";
import { writtenVersion } from "../objects/find.ts";
import { checkPartKey } from "../objects/parts.ts";
import { putAndNotify } from "../objects/put.ts";
import { place } from "../objects/receive.ts";
import type { S3Operation, Shapes } from "../shapes.ts";
import type { S3Store } from "../store.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html: all parts but the last */
const partBytesMin = 5 * 1024 ** 2;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html */
export const completeMultipartUpload: S3Operation<"CompleteMultipartUpload"> = {
  access: (input) => ({ action: "s3:PutObject", resource: objectArn(input.Bucket, input.Key) }),

  async run(call, input) {
    const { store } = call;
    const upload = store.upload(input.Bucket, input.Key, input.UploadId);
    const named = input.MultipartUpload?.Parts ?? [];
    const parts = choose(store, upload, named);
    refuseOtherType(upload, input.ChecksumType);
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    refuseOtherSize(bytes, input.MpuObjectSize);
    checkPartKey(upload, input);
    checkConditionHeaders(input);
    const before = store.objects.find(input.Bucket, input.Key);
    checkWriteConditions(input.Key, before, input);
    checkMeanwhile(upload, before, input);
    const checksum = joinChecksums(upload, parts);
    refuseOtherDigest(checksum, input);

    await openKey(call, upload, upload.encryption);
    const files = await bringToFiles(store, parts);
    const body: Body = { kind: "blobs", parts: files.flatMap((file) => file.parts) };
    const made: Body = { kind: "blobs", parts: files.flatMap((file) => (file.isNew ? file.parts : [])) };
    const object = place(store, made, () => {
      // Others may have come between, with the same request again or with another part.
      const bucket = store.bucket(input.Bucket);
      refuseOtherParts(upload, parts, choose(store, store.upload(input.Bucket, input.Key, input.UploadId), named));
      checkWriteConditions(input.Key, store.objects.find(input.Bucket, input.Key), input);
      const joined = {
        key: upload.key,
        bytes,
        etag: joinEtags(parts),
        body,
        attributes: upload.attributes,
        tags: upload.tags,
        acl: upload.acl,
        encryption: upload.encryption,
        retention: upload.retention,
        legalHold: upload.legalHold,
        checksum,
        parts: parts.map(({ number, bytes, checksum: value }) => ({ number, bytes, checksum: value })),
      };
      return putAndNotify(call, bucket, joined, "ObjectCreated:CompleteMultipartUpload");
    });
    store.deleteUpload(upload, {
      keep: new Set(parts.filter((part) => part.body.kind === "blobs").map((part) => part.number)),
    });

    return {
      Bucket: object.bucket,
      Key: object.key,
      ETag: quoted(object.etag),
      Location: `${call.endpoint}/${object.bucket}/${encodeURIComponent(object.key).replaceAll("%2F", "/")}`,
      ...describeEncryption(upload.encryption),
      ...writtenVersion(object),
      // Observed on AWS: under a key of KMS only a sum that the sender chose is answered.
      ...(upload.encryption?.kind.startsWith("aws:kms") && !upload.isChecksumChosen ? {} : checksumMembers(checksum)),
    };
  },
};

/** The uploaded parts that the sender names, in their order. */
function choose(store: S3Store, upload: Upload, named: readonly CompletedPart[]): UploadedPart[] {
  if (named.length === 0) throw invalidRequest("You must specify at least one part");
  const parts = named.map((one, index) => {
    const { PartNumber = 0, ETag = "" } = one;
    if (index > 0 && PartNumber <= (named[index - 1]?.PartNumber ?? 0)) throw invalidPartOrder(upload.id);
    const part = store.findPart(upload, PartNumber);
    if (part === undefined || part.md5 !== ETag.replaceAll('"', "")) {
      throw invalidPart({ UploadId: upload.id, PartNumber, ETag: ETag.replaceAll('"', "") });
    }
    refuseOtherChecksum(upload, part, one);
    return part;
  });
  for (const { number, bytes, md5 } of parts.slice(0, -1)) {
    if (bytes < partBytesMin) throw entityTooSmall({ ETag: md5, PartNumber: number, ProposedSize: bytes });
  }
  return parts;
}

/** Every checksum that comes with a part must be one that is known of its bytes. */
function refuseOtherChecksum(upload: Upload, part: UploadedPart, named: CompletedPart): void {
  for (const algorithm of checksumAlgorithms) {
    const claimed = (named as Readonly<Record<string, unknown>>)[`Checksum${algorithm}`];
    if (claimed === undefined) continue;
    const isUploads = algorithm === upload.checksumAlgorithm && claimed === part.checksum;
    const isBrought = algorithm === part.brought?.algorithm && claimed === part.brought.value;
    if (!isUploads && !isBrought) throw badPartDigest(algorithm, part.number);
  }
}

function refuseOtherType(upload: Upload, type: string | undefined): void {
  if (type === undefined || type === upload.checksumType) return;
  throw invalidRequest(
    `The upload was created using the ${upload.isChecksumChosen ? upload.checksumType : "null"} checksum mode. The complete request must use the same checksum mode.`,
  );
}

function refuseOtherSize(bytes: number, claimed: number | undefined): void {
  if (claimed === undefined || Number(claimed) === bytes) return;
  throw invalidRequest(
    `The provided 'x-amz-mp-object-size' header value ${claimed} does not match what was computed: ${bytes}`,
  );
}

/** The MD5 of the parts' MD5s, and how many there are. */
function joinEtags(parts: readonly UploadedPart[]): string {
  const md5s = Buffer.concat(parts.map((part) => Buffer.from(part.md5, "hex")));
  return `${createHash("md5").update(md5s).digest("hex")}-${parts.length}`;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html#ChecksumTypes */
function joinChecksums(upload: Upload, parts: readonly UploadedPart[]): ObjectChecksum {
  const { checksumAlgorithm: algorithm, checksumType: type } = upload;
  const pieces = parts.map(({ checksum = "", bytes }) => ({ checksum, bytes }));
  if (type === "FULL_OBJECT") return { algorithm, type, value: combineCrc(algorithm as CrcAlgorithm, pieces) };
  const sum = checksumOf(algorithm as ChecksumAlgorithm);
  for (const piece of pieces) sum.update(Buffer.from(piece.checksum, "base64"));
  return { algorithm, type, value: `${sum.digestBase64()}-${parts.length}` };
}

function refuseOtherDigest(checksum: ObjectChecksum, input: Shapes["CompleteMultipartUpload"]["input"]): void {
  const claimed = (input as Readonly<Record<string, unknown>>)[`Checksum${checksum.algorithm}`];
  if (typeof claimed !== "string") return;
  if (claimed !== checksum.value && claimed !== checksum.value.split("-")[0]) {
    throw badDigest(checksum.algorithm.toLowerCase());
  }
}

interface PartFiles {
  readonly parts: readonly { readonly id: string; readonly bytes: number }[];
  readonly isNew: boolean;
}

/** Files stay where they are; small bodies, which only a last part or a single one can have, become some. */
async function bringToFiles(store: S3Store, parts: readonly UploadedPart[]): Promise<PartFiles[]> {
  const files: PartFiles[] = [];
  for (const { body, bytes } of parts) {
    if (body.kind === "blobs") files.push({ parts: body.parts, isNew: false });
    else if (bytes > 0) files.push({ parts: [await store.bodies.asBlob(body, bytes)], isNew: true });
  }
  return files;
}

/** A part that was sent again meanwhile is another one, even with the same bytes: its file is. */
function refuseOtherParts(upload: Upload, before: readonly UploadedPart[], now: readonly UploadedPart[]): void {
  for (const [index, { number, md5, body }] of before.entries()) {
    const isSame = JSON.stringify(now[index]?.body) === JSON.stringify(body);
    if (!isSame) throw invalidPart({ UploadId: upload.id, PartNumber: number, ETag: md5 });
  }
}
