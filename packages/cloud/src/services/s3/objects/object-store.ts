import type { Ids } from "@millrace/core";
import { Collection } from "../../../kernel/store/collection.ts";
import type { Database } from "../../../kernel/store/database.ts";
import type { Bodies } from "../bodies.ts";
import { type Bucket, type DeleteMarker, isMarker, type StoredObject, type Version } from "../model.ts";
import { newVersionId, orderIn, orderOf } from "./version-id.ts";

/** Sorts behind every key that begins like it: the last code point that UTF-8 can write. */
const lastCharacter = "\u{10ffff}";

/** Where a walk over keys begins. `after` a whole group of keys is `after` its prefix with `isPrefix`. */
export interface ObjectRange {
  readonly prefix: string;
  readonly after?: string | undefined;
  readonly isPrefix?: boolean;
}

/**
 * The objects of one account. What a key stands for now has a table of its own, so that buckets without versions never
 * touch another; a key's older versions and its delete markers stand in a second one, newest first.
 */
export class ObjectStore {
  readonly #bodies: Bodies;
  readonly #ids: Ids;
  readonly #current: Collection<StoredObject>;
  readonly #older: Collection<Version>;
  #lastSequence = 0n;

  constructor({ database, bodies, ids }: { database: Database; bodies: Bodies; ids: Ids }) {
    this.#bodies = bodies;
    this.#ids = ids;
    this.#current = new Collection(database, "objects");
    this.#older = new Collection(database, "versions");
  }

  /** What the key stands for now. */
  find(bucket: string, key: string): StoredObject | undefined {
    return this.#current.get([bucket, key]);
  }

  /** The newest version of a key, which may be a delete marker. */
  latest(bucket: string, key: string): Version | undefined {
    return this.find(bucket, key) ?? this.#older.list({ under: [bucket, key], limit: 1 }).next().value;
  }

  version(bucket: string, key: string, versionId: string): Version | undefined {
    const current = this.find(bucket, key);
    const wanted = versionId === "null" ? undefined : versionId;
    if (current !== undefined && current.versionId === wanted) return current;
    if (wanted === undefined) return this.#olderNull(bucket, key);
    const order = orderIn(wanted);
    const found = order === undefined ? undefined : this.#older.get([bucket, key, order]);
    return found?.versionId === wanted ? found : undefined;
  }

  /** Current objects in the order of their keys, as UTF-8 sorts. */
  list(bucket: string, range: ObjectRange): IterableIterator<StoredObject> {
    return this.#current.list(optionsOf(bucket, range));
  }

  /** Every version but the current ones: in the order of their keys, then newest first. `order` begins within the key `after`. */
  listOlder(bucket: string, range: ObjectRange & { readonly order?: string | undefined }): IterableIterator<Version> {
    const { prefix, after, isPrefix, order = lastCharacter } = range;
    if (after === undefined || isPrefix === true) return this.#older.list(optionsOf(bucket, range));
    return this.#older.list({ under: bucket, startingWith: prefix, after: [bucket, after, order] });
  }

  olderOf(bucket: string, key: string): IterableIterator<Version> {
    return this.#older.list({ under: [bucket, key] });
  }

  isEmpty(bucket: string): boolean {
    return this.#current.isEmpty({ under: bucket }) && this.#older.isEmpty({ under: bucket });
  }

  /** Puts an object in place of what the key stood for; in a bucket with versions that one becomes an older version. */
  put(bucket: Bucket, fresh: Omit<StoredObject, "versionId" | "sequencer">): StoredObject {
    const sequencer = this.nextSequencer(fresh.modifiedAt);
    this.#makeRoom(bucket, fresh.key);
    const versionId = bucket.versioning === "Enabled" ? newVersionId(sequencer, this.#ids) : undefined;
    const object = { ...fresh, sequencer, versionId };
    this.#bodies.keep(object.body);
    this.#current.put([object.bucket, object.key], object);
    return object;
  }

  /** Puts a delete marker over what the key stood for. */
  putMarker(bucket: Bucket, key: string, now: number): DeleteMarker {
    const sequencer = this.nextSequencer(now);
    this.#makeRoom(bucket, key);
    const versionId = bucket.versioning === "Enabled" ? newVersionId(sequencer, this.#ids) : undefined;
    const marker: DeleteMarker = {
      bucket: bucket.name,
      key,
      versionId,
      sequencer,
      modifiedAt: now,
      isDeleteMarker: true,
    };
    this.#current.delete([bucket.name, key]);
    this.#older.put(olderKey(marker), marker);
    return marker;
  }

  /** Writes a version again whose bytes stay what they are. */
  update(object: StoredObject): void {
    if (this.#isCurrent(object)) this.#current.put([object.bucket, object.key], object);
    else this.#older.put(olderKey(object), object);
  }

  /** Removes one version for good. What came before a current one takes its place, unless that is a marker. */
  remove(version: Version): void {
    if (isMarker(version) || !this.#isCurrent(version)) {
      this.#discard(version);
      if (!isMarker(version) || this.find(version.bucket, version.key) !== undefined) return;
    } else {
      this.#bodies.delete(version.body);
      this.#current.delete([version.bucket, version.key]);
    }
    const next: Version | undefined = this.#older.list({ under: [version.bucket, version.key], limit: 1 }).next().value;
    if (next === undefined || isMarker(next)) return;
    this.#older.delete(olderKey(next));
    this.#current.put([next.bucket, next.key], next);
  }

  /** Gives an object another key; its bytes stay where they are. */
  rename(object: StoredObject, key: string, now: number): StoredObject {
    const renamed = { ...object, key, modifiedAt: now, sequencer: this.nextSequencer(now) };
    const before = this.find(object.bucket, key);
    if (before !== undefined) this.#bodies.delete(before.body);
    this.#current.delete([object.bucket, object.key]);
    this.#current.put([renamed.bucket, renamed.key], renamed);
    return renamed;
  }

  /** Hexadecimal, and larger than every one before. */
  nextSequencer(now: number): string {
    const next = BigInt(now) << 20n;
    this.#lastSequence = next > this.#lastSequence ? next : this.#lastSequence + 1n;
    return this.#lastSequence.toString(16).toUpperCase().padStart(18, "0");
  }

  /** Removes an older version, whatever stands around it. */
  #discard(version: Version): void {
    if (!isMarker(version)) this.#bodies.delete(version.body);
    this.#older.delete(olderKey(version));
  }

  #isCurrent(version: Version): boolean {
    return this.find(version.bucket, version.key)?.sequencer === version.sequencer;
  }

  /** Without versions what stood there goes; with them it stays as an older one; suspended, only `null` goes. */
  #makeRoom(bucket: Bucket, key: string): void {
    const before = this.find(bucket.name, key);
    const replacesNull = bucket.versioning !== "Enabled";
    if (bucket.versioning === "Suspended") {
      const older = this.#olderNull(bucket.name, key);
      if (older !== undefined) this.#discard(older);
    }
    if (before === undefined) return;
    if (replacesNull && before.versionId === undefined) this.#bodies.delete(before.body);
    else this.#older.put(olderKey(before), before);
  }

  /** The one version of a key without an id. It has no place of its own among the others, so they are looked through. */
  #olderNull(bucket: string, key: string): Version | undefined {
    for (const version of this.#older.list({ under: [bucket, key] })) {
      if (version.versionId === undefined) return version;
    }
    return undefined;
  }
}

const olderKey = (version: Version): readonly string[] => [version.bucket, version.key, orderOf(version.sequencer)];

const optionsOf = (bucket: string, { prefix, after, isPrefix }: ObjectRange) => ({
  under: bucket,
  startingWith: prefix,
  ...(after === undefined ? {} : { after: [bucket, isPrefix === true ? after + lastCharacter : after] }),
});
