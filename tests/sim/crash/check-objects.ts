import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import {
  AbortMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  NoSuchKey,
  paginateListObjectsV2,
} from "@aws-sdk/client-s3";
import { type Clients, eventually } from "../../support/cloud.ts";
import { contentOf } from "./content.ts";
import { finishUpload } from "./object-writers.ts";
import { bucket } from "./setting.ts";
import type { OpenUpload, Version, Witness } from "./witness.ts";

const inlineBytesMax = 64 * 1024;
/** Small, so that listings of a few objects have several pages too. */
const listedAtOnce = 7;

/** Compares every object with what was promised of it, byte by byte, and the listing with the objects. */
export async function checkObjects(clients: Clients, witness: Witness): Promise<void> {
  await Promise.all(witness.objects.places().map((key) => checkObject(clients, witness, key)));
  await checkListing(clients, witness);
}

async function checkObject({ s3 }: Clients, witness: Witness, key: string): Promise<void> {
  const found = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })).catch((error: unknown) => {
    if (error instanceof NoSuchKey) return undefined;
    throw error;
  });
  const etag = found?.ETag?.replaceAll('"', "");
  const allowed = witness.objects.allowed(key);
  const version = allowed.find((one) => one?.etag === etag);
  const isAllowed = found === undefined ? allowed.includes(undefined) : version !== undefined;
  assert.ok(isAllowed, `"${key}" is ${etag ?? "missing"}: expected ${allowed.map((one) => one?.etag).join(" or ")}`);
  if (version !== undefined) {
    const bytes = (await found?.Body?.transformToByteArray()) ?? Buffer.alloc(0);
    assert.ok(contentOfVersion(version).equals(bytes), `"${key}" has other bytes than were sent`);
    // Whether or not its answer was heard: what is there was uploaded, and somebody must hear of it.
    if (version !== witness.objects.acknowledged(key)) witness.owe(key, version.etag);
  }
  witness.objects.settle(key, version);
}

const contentOfVersion = ({ parts }: Version): Buffer =>
  Buffer.concat(parts.map(({ name, bytes }) => contentOf(name, bytes)));

async function checkListing({ s3 }: Clients, witness: Witness): Promise<void> {
  const listed: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client: s3, pageSize: listedAtOnce },
    { Bucket: bucket },
  )) {
    for (const { Key, ETag, Size } of Contents) listed.push(`${Key} ${ETag} ${Size}`);
  }
  const expected = witness.objects.places().flatMap((key) => {
    const version = witness.objects.acknowledged(key);
    return version === undefined ? [] : [`${key} "${version.etag}" ${bytesOf(version)}`];
  });
  assert.deepEqual(listed, expected.sort(), "The listing differs from the objects");
}

const bytesOf = ({ parts }: Version): number => parts.reduce((sum, { bytes }) => sum + bytes, 0);

/** Takes up the uploads that the crash interrupted, part by part where they stood, and ends those nobody knows. */
export async function resumeUploads(clients: Clients, witness: Witness): Promise<void> {
  const { Uploads = [] } = await clients.s3.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
  const open = new Set(Uploads.map(({ UploadId }) => UploadId));
  for (const upload of [...witness.uploads.values()]) {
    if (open.delete(upload.uploadId)) await checkParts(clients, upload);
    if (upload.parts.length > 0 && !isCompleted(witness, upload)) await finishUpload({ clients, witness }, upload);
    else if (upload.parts.length === 0) await abort(clients, upload.key, upload.uploadId);
    witness.uploads.delete(upload.uploadId);
  }
  for (const { Key, UploadId } of Uploads) if (open.has(UploadId)) await abort(clients, Key, UploadId);
}

const isCompleted = (witness: Witness, { key, parts }: OpenUpload): boolean =>
  witness.objects.acknowledged(key)?.parts === parts;

async function checkParts({ s3 }: Clients, { key, uploadId, etags, parts }: OpenUpload): Promise<void> {
  const { Parts = [] } = await s3.send(new ListPartsCommand({ Bucket: bucket, Key: key, UploadId: uploadId }));
  const found = Parts.map(({ ETag, Size }) => `${ETag} ${Size}`);
  const promised = etags.map((etag, index) => `"${etag}" ${parts[index]?.bytes}`);
  // One more part may have arrived without an answer.
  assert.deepEqual(found.slice(0, promised.length), promised, `The upload of "${key}" has lost parts`);
  assert.ok(found.length <= promised.length + 1, `The upload of "${key}" has parts that nobody sent`);
}

const abort = ({ s3 }: Clients, Key: string | undefined, UploadId: string | undefined) =>
  s3.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));

/** Waits until the folder holds as many files as the objects need: what crashes left behind is swept away. */
export async function checkFiles(folder: string, witness: Witness): Promise<void> {
  const versions = witness.objects.places().map((key) => witness.objects.acknowledged(key));
  const older = witness.histories.places().flatMap((key) => witness.histories.acknowledged(key) ?? []);
  const expected =
    versions.reduce((sum, version) => sum + filesOf(version), 0) +
    older.filter(({ part }) => (part?.bytes ?? 0) > inlineBytesMax).length;
  let found = 0;
  const isClean = async (): Promise<true | undefined> => {
    found = filesIn(join(folder, "blobs", "s3"));
    return found === expected || undefined;
  };
  await eventually(isClean).catch(() => assert.fail(`There are ${found} files of bodies: expected ${expected}`));
}

function filesOf(version: Version | undefined): number {
  if (version === undefined) return 0;
  const isMultipart = version.etag.includes("-");
  return isMultipart ? version.parts.length : Number(bytesOf(version) > inlineBytesMax);
}

function filesIn(folder: string): number {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).length;
}
