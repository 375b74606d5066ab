import assert from "node:assert/strict";
import {
  GetBucketVersioningCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
} from "@aws-sdk/client-s3";
import type { Clients } from "../../support/cloud.ts";
import { contentOf } from "./content.ts";
import { versionsBucket, versionWriters } from "./setting.ts";
import type { Entry, History, Witness } from "./witness.ts";

/** Small, so that histories have several pages too. */
const listedAtOnce = 7;

/** Compares the versions of every key with what was promised, in their order and byte by byte. */
export async function checkVersions(clients: Clients, witness: Witness): Promise<void> {
  for (const writer of versionWriters) {
    await checkVersioning(clients, witness, writer);
    const keys = witness.histories.places().filter((key) => key.startsWith(`${writer}/`));
    for (const key of keys) await checkHistory(clients, witness, versionsBucket(writer), key);
  }
}

async function checkVersioning({ s3 }: Clients, { versioning }: Witness, writer: string): Promise<void> {
  const { Status } = await s3.send(new GetBucketVersioningCommand({ Bucket: versionsBucket(writer) }));
  const allowed = versioning.allowed(writer).map((status = "Enabled") => status);
  assert.ok(Status !== undefined && allowed.includes(Status), `Versioning is ${Status}: expected ${allowed}`);
  versioning.settle(writer, Status);
}

async function checkHistory(clients: Clients, { histories }: Witness, bucket: string, key: string): Promise<void> {
  const listed = await list(clients, bucket, key);
  const allowed = histories.allowed(key).map((history = []) => history);
  const history = allowed.find((one) => describe(one) === describe(listed));
  if (history === undefined) {
    assert.fail(`"${key}" is ${describe(listed)}: expected ${allowed.map(describe).join(" or ")}`);
  }
  const found = named(history, listed);
  await Promise.all(found.map((entry) => checkEntry(clients, bucket, key, entry)));
  histories.settle(key, found);
}

/** Objects first, then markers, each newest first: so they are answered. What is the latest stands before all. */
async function list({ s3 }: Clients, Bucket: string, key: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  let latest: Entry | undefined;
  let page: ListObjectVersionsCommandOutput | undefined;
  do {
    page = await s3.send(
      new ListObjectVersionsCommand({
        Bucket,
        Prefix: key,
        MaxKeys: listedAtOnce,
        KeyMarker: page?.NextKeyMarker,
        VersionIdMarker: page?.NextVersionIdMarker,
      }),
    );
    const { Versions = [], DeleteMarkers = [] } = page;
    for (const version of [...Versions, ...DeleteMarkers]) {
      const etag = "ETag" in version ? String(version.ETag).replaceAll('"', "") : undefined;
      const entry = { id: version.VersionId, part: undefined, etag };
      if (version.IsLatest === true) latest = entry;
      else entries.push(entry);
    }
  } while (page.IsTruncated === true);
  return latest === undefined ? entries : [latest, ...entries];
}

/** What both sides can tell: the latest, and the order among the objects and how many markers there are. */
function describe(history: History): string {
  const objects = history.filter(({ etag }) => etag !== undefined);
  const latest = history[0] === undefined ? "nothing" : (history[0].etag ?? "a marker");
  return `${latest}, [${objects.map(({ etag }) => etag)}], ${history.length - objects.length} markers`;
}

/** What was promised, with the ids under which it stands there. */
function named(history: History, listed: History): Entry[] {
  const objects = listed.filter(({ etag }) => etag !== undefined);
  const markers = listed.filter(({ etag }) => etag === undefined);
  return history.map((entry) => {
    const found = entry.etag === undefined ? markers.shift() : objects.shift();
    assert.ok(entry.id === undefined || found?.id === entry.id, `${entry.etag} is ${found?.id}: expected ${entry.id}`);
    return { ...entry, id: found?.id };
  });
}

async function checkEntry({ s3 }: Clients, Bucket: string, Key: string, { id, part }: Entry): Promise<void> {
  if (part === undefined) return;
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId: id }));
  const bytes = (await Body?.transformToByteArray()) ?? Buffer.alloc(0);
  assert.ok(contentOf(part.name, part.bytes).equals(bytes), `Version ${id} of "${Key}" has other bytes than were sent`);
}
