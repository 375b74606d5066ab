import type { Call } from "../../../kernel/operation.ts";
import { invalidArgument, invalidRequest } from "../errors.ts";
import { type Attributes, objectArn, quoted, type StoredObject } from "../model.ts";
import { checkKey, readAttributes, readTaggingHeader } from "../objects/attributes.ts";
import { checkCopyConditions, checkWriteConditions } from "../objects/conditions.ts";
import { readCopySource } from "../objects/copy-source.ts";
import { checksumMembers } from "../objects/describe.ts";
import { putAndNotify } from "../objects/put.ts";
import { ownAlgorithm, place, receive } from "../objects/receive.ts";
import type { S3Operation, Shapes } from "../shapes.ts";
import type { S3Store } from "../store.ts";

type Input = Shapes["CopyObject"]["input"];

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject: S3Operation<"CopyObject"> = {
  access(input) {
    const source = readCopySource(input.CopySource);
    return [
      { action: "s3:GetObject", resource: objectArn(source.bucket, source.key) },
      { action: "s3:PutObject", resource: objectArn(input.Bucket, input.Key) },
    ];
  },

  async run(call, input) {
    const { store } = call;
    store.bucket(input.Bucket);
    checkKey(input.Key);
    const from = readCopySource(input.CopySource);
    const source = store.object(from.bucket, from.key);
    checkCopyConditions(source, input);
    checkWriteConditions(input.Key, store.findObject(input.Bucket, input.Key), input);
    const changed = changes(source, input);
    const copied = await copyBody(call, source, input.ChecksumAlgorithm);

    const object = place(store, copied.body, () => {
      const bucket = store.bucket(input.Bucket);
      checkWriteConditions(input.Key, store.findObject(input.Bucket, input.Key), input);
      return putAndNotify(call, bucket, { ...copied, ...changed, key: input.Key }, "ObjectCreated:Copy");
    });

    return {
      CopyObjectResult: {
        ETag: quoted(object.etag),
        LastModified: new Date(object.modifiedAt),
        ...checksumMembers(object.checksum),
      },
      ServerSideEncryption: "AES256",
    };
  },
};

function changes(source: StoredObject, input: Input): { attributes: Attributes; tags: StoredObject["tags"] } {
  const replacesAttributes = input.MetadataDirective === "REPLACE";
  const replacesTags = input.TaggingDirective === "REPLACE";
  const isItself = source.bucket === input.Bucket && source.key === input.Key;
  const isChange =
    replacesAttributes ||
    replacesTags ||
    input.StorageClass !== undefined ||
    input.WebsiteRedirectLocation !== undefined;
  if (isItself && !isChange) {
    throw invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  if (input.MetadataDirective !== undefined && !["COPY", "REPLACE"].includes(input.MetadataDirective)) {
    throw invalidArgument("Unknown metadata directive.", "x-amz-metadata-directive", input.MetadataDirective);
  }
  const kept = {
    ...source.attributes,
    storageClass: input.StorageClass ?? "STANDARD",
    websiteRedirectLocation: input.WebsiteRedirectLocation,
  };
  return {
    attributes: replacesAttributes ? readAttributes(input) : kept,
    tags: replacesTags ? readTaggingHeader(input.Tagging) : source.tags,
  };
}

/** A copy is one object, however its source was uploaded: its ETag is the MD5 of its bytes again. */
async function copyBody(
  { store }: Call<S3Store>,
  source: StoredObject,
  wanted: Input["ChecksumAlgorithm"],
): Promise<Pick<StoredObject, "bytes" | "etag" | "body" | "checksum">> {
  const kept = source.checksum?.type === "FULL_OBJECT" ? source.checksum.algorithm : undefined;
  const algorithm = wanted ?? (kept as typeof wanted) ?? source.checksum?.algorithm ?? ownAlgorithm;
  const bytes = store.bodies.read(source.body, { start: 0, end: source.bytes - 1 });
  const received = await receive(store, bytes, algorithm as typeof ownAlgorithm);
  const value = received.checksums.get(algorithm);
  return {
    body: received.body,
    bytes: received.bytes,
    etag: received.md5,
    checksum: value === undefined ? undefined : { algorithm, value, type: "FULL_OBJECT" },
  };
}
