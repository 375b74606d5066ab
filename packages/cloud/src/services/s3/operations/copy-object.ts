import type { Readable } from "node:stream";
import { chosenAcl } from "../access/chosen-acl.ts";
import { entityTooLarge, invalidArgument, invalidObjectState, invalidRequest } from "../errors.ts";
import { type Attributes, quoted, type StoredObject } from "../model.ts";
import { isArchived } from "../objects/archive.ts";
import { checkKey, checkStorageClass, readAttributes } from "../objects/attributes.ts";
import { checkConditionHeaders, checkCopyConditions, checkWriteConditions } from "../objects/conditions.ts";
import { readCopySource } from "../objects/copy-source.ts";
import { checksumMembers } from "../objects/describe.ts";
import { chosenEncryption, describeEncryption, etagOf } from "../objects/encryption.ts";
import { underKey } from "../objects/encryption-key.ts";
import { writtenVersion } from "../objects/find.ts";
import { chosenLock } from "../objects/lock.ts";
import { copyAccess, openSource, type SourceObject } from "../objects/open-source.ts";
import { putAndNotify } from "../objects/put.ts";
import { bytesMax, ownAlgorithm, place, receive } from "../objects/receive.ts";
import { readTaggingHeader } from "../objects/tags.ts";
import { uploadAccess } from "../objects/upload-access.ts";
import type { S3Operation, Shapes } from "../shapes.ts";
import type { S3Store } from "../store.ts";

type Input = Shapes["CopyObject"]["input"];

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export const copyObject: S3Operation<"CopyObject"> = {
  access: (input, _scope, store) => [...copyAccess(input.CopySource, store), ...uploadAccess(input)],

  async run(call, input) {
    const { store } = call;
    const target = store.bucket(input.Bucket);
    checkKey(input.Key);
    checkConditionHeaders(input);
    const opened = await openSource(call, input, input.TaggingDirective !== "REPLACE");
    const { object: source } = opened;
    if (isArchived(source, call.clock.now())) throw invalidObjectState(source.attributes.storageClass);
    if (source.bytes > bytesMax) throw entityTooLarge(source.bytes, bytesMax);
    checkCopyConditions(source, input, call.clock.now());
    checkWriteConditions(input.Key, store.objects.find(input.Bucket, input.Key), input);
    const about = {
      ...changes(source, input),
      acl: chosenAcl(target, input, call.store),
      encryption: chosenEncryption(call, target, input),
      ...chosenLock(call, target, input),
    };
    refuseNoChange(source, about, input);
    const encryption = await underKey(call, { bucket: input.Bucket, key: input.Key }, about.encryption);
    const bytes = await opened.read({ start: 0, end: source.bytes - 1 });
    const copied = await copyBody(store, bytes, input.ChecksumAlgorithm ?? source.checksum?.algorithm);

    const etag = etagOf(copied.etag, about.encryption, call);
    const object = place(store, copied.body, () => {
      const bucket = store.bucket(input.Bucket);
      checkWriteConditions(input.Key, store.objects.find(input.Bucket, input.Key), input);
      return putAndNotify(
        call,
        bucket,
        { ...copied, ...about, encryption, etag, key: input.Key },
        "ObjectCreated:Copy",
      );
    });
    const { VersionId: CopySourceVersionId } = opened.version;

    return {
      CopyObjectResult: {
        ETag: quoted(object.etag),
        LastModified: new Date(object.modifiedAt),
        ...checksumMembers(object.checksum),
      },
      ...(CopySourceVersionId === undefined ? {} : { CopySourceVersionId }),
      ...writtenVersion(object),
      ...describeEncryption(object.encryption),
    };
  },
};

function changes(source: SourceObject, input: Input): { attributes: Attributes; tags: StoredObject["tags"] } {
  checkDirective(input.MetadataDirective, "metadata");
  checkDirective(input.TaggingDirective, "tagging");
  checkStorageClass(input.StorageClass);
  const kept = {
    ...source.attributes,
    storageClass: input.StorageClass ?? "STANDARD",
    websiteRedirectLocation: input.WebsiteRedirectLocation,
  };
  return {
    attributes: input.MetadataDirective === "REPLACE" ? readAttributes(input) : kept,
    tags: input.TaggingDirective === "REPLACE" ? readTaggingHeader(input.Tagging) : source.tags,
  };
}

function checkDirective(directive: string | undefined, name: "metadata" | "tagging"): void {
  if (directive === undefined || directive === "COPY" || directive === "REPLACE") return;
  throw invalidArgument(`Unknown ${name} directive.`, `x-amz-${name}-directive`, directive);
}

/** A copy onto itself must change something that only a copy can change. */
function refuseNoChange(source: SourceObject, { encryption }: Pick<StoredObject, "encryption">, input: Input): void {
  const isItself = source.bucket === input.Bucket && source.key === input.Key;
  const isOlder = readCopySource(input.CopySource).versionId !== undefined;
  const asksForEncryption = input.ServerSideEncryption !== undefined || input.SSECustomerAlgorithm !== undefined;
  const isChange =
    input.MetadataDirective === "REPLACE" ||
    input.TaggingDirective === "REPLACE" ||
    input.StorageClass !== undefined ||
    input.WebsiteRedirectLocation !== undefined ||
    asksForEncryption ||
    encryption !== undefined ||
    source.encryption !== undefined;
  if (!isItself || isOlder || isChange) return;
  throw invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}

/** A copy is one object, however its source was uploaded: its ETag is the MD5 of its bytes again. */
async function copyBody(
  store: S3Store,
  bytes: Readable | Buffer,
  wanted: string | undefined,
): Promise<Pick<StoredObject, "bytes" | "etag" | "body" | "checksum">> {
  const algorithm = (wanted ?? ownAlgorithm) as typeof ownAlgorithm;
  const received = await receive(store, bytes, algorithm);
  const value = received.checksums.get(algorithm);
  return {
    body: received.body,
    bytes: received.bytes,
    etag: received.md5,
    checksum: value === undefined ? undefined : { algorithm, value, type: "FULL_OBJECT" },
  };
}
