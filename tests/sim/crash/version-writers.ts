import { DeleteObjectCommand, PutBucketVersioningCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { contentOf, md5 } from "./content.ts";
import { sizeOf } from "./object-writers.ts";
import { versionsBucket } from "./setting.ts";
import type { Entry, History } from "./witness.ts";
import type { Writer } from "./writers.ts";

/** Few, so that their histories grow long. */
const keysOfWriter = 3;
/** What a version is called that was written while versions were not kept. */
const unversioned = "null";

/** The next change of the versions of a key: one more, a marker, one less, or from now on none, and then again. */
export async function changeVersions(writer: Writer): Promise<void> {
  const key = `${writer.name}/key ${writer.random.below(keysOfWriter)}`;
  const history = writer.witness.histories.acknowledged(key) ?? [];
  const [putBelow, markBelow, removeBelow] = [60, 72, 95];
  const chosen = writer.random.below(100);
  if (chosen < putBelow || history.length === 0) await putVersion(writer, key, history);
  else if (chosen < markBelow) await putMarker(writer, key, history);
  else if (chosen < removeBelow) await removeVersion(writer, key, history);
  else await switchVersioning(writer);
}

async function putVersion(writer: Writer, key: string, history: History): Promise<void> {
  const { witness, clients, random, newName } = writer;
  const part = { name: newName(), bytes: sizeOf(random) };
  const Body = contentOf(part.name, part.bytes);
  const entry = { id: undefined, part, etag: md5(Body) };

  witness.histories.attempt(key, added(writer, history, entry));
  const { VersionId: id = unversioned } = await clients.s3.send(
    new PutObjectCommand({ Bucket: versionsBucket(writer.name), Key: key, Body }),
  );
  witness.histories.settle(key, added(writer, history, { ...entry, id }));
  witness.acknowledge("uploads");
}

async function putMarker(writer: Writer, key: string, history: History): Promise<void> {
  const { witness, clients } = writer;
  const marker = { id: undefined, part: undefined, etag: undefined };

  witness.histories.attempt(key, added(writer, history, marker));
  const { VersionId: id = unversioned } = await clients.s3.send(
    new DeleteObjectCommand({ Bucket: versionsBucket(writer.name), Key: key }),
  );
  witness.histories.settle(key, added(writer, history, { ...marker, id }));
  witness.acknowledge("deletions");
}

async function removeVersion({ witness, clients, random, name }: Writer, key: string, history: History): Promise<void> {
  const chosen = history[random.below(history.length)];
  const others = history.filter((entry) => entry !== chosen);

  witness.histories.attempt(key, others);
  await clients.s3.send(new DeleteObjectCommand({ Bucket: versionsBucket(name), Key: key, VersionId: chosen?.id }));
  witness.histories.settle(key, others);
  witness.acknowledge("deletions");
}

async function switchVersioning({ witness, clients, name }: Writer): Promise<void> {
  const Status = isKeeping(witness.versioning.acknowledged(name)) ? "Suspended" : "Enabled";

  witness.versioning.attempt(name, Status);
  await clients.s3.send(
    new PutBucketVersioningCommand({ Bucket: versionsBucket(name), VersioningConfiguration: { Status } }),
  );
  witness.versioning.settle(name, Status);
  witness.acknowledge("writes");
}

/** While versions are not kept, the one called `null` makes room for the next. */
function added({ witness, name }: Writer, history: History, entry: Entry): History {
  if (isKeeping(witness.versioning.acknowledged(name))) return [entry, ...history];
  return [{ ...entry, id: unversioned }, ...history.filter(({ id }) => id !== unversioned)];
}

/** The buckets begin so. */
const isKeeping = (status: string | undefined): boolean => status !== "Suspended";
