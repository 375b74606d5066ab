import type { Ids } from "@millrace/core";
import type { Blobs } from "../../kernel/store/blobs.ts";
import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { Bodies } from "./bodies.ts";
import { noSuchBucket, noSuchKey, noSuchUpload } from "./errors.ts";
import type { Bucket, StoredObject, Upload, UploadedPart } from "./model.ts";

/** Sorts behind every key that begins like it: the last code point that UTF-8 can write. */
const lastCharacter = "\u{10ffff}";

/** The buckets of one account, with everything in them. */
export class S3Store {
  readonly bodies: Bodies;
  readonly #buckets: Collection<Bucket>;
  readonly #objects: Collection<StoredObject>;
  readonly #uploads: Collection<Upload>;
  readonly #parts: Collection<UploadedPart>;
  #sequence = 0;

  constructor({ database, blobs, ids }: { database: Database; blobs: Blobs; ids: Ids }) {
    this.bodies = new Bodies({ database, blobs, ids });
    this.#buckets = new Collection(database, "buckets");
    this.#objects = new Collection(database, "objects");
    this.#uploads = new Collection(database, "uploads");
    this.#parts = new Collection(database, "parts");
  }

  findBucket(name: string): Bucket | undefined {
    return this.#buckets.get(name);
  }

  /** Throws NoSuchBucket. */
  bucket(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (bucket === undefined) throw noSuchBucket(name);
    return bucket;
  }

  buckets(prefix = ""): IterableIterator<Bucket> {
    return this.#buckets.list({ startingWith: prefix });
  }

  putBucket(bucket: Bucket): void {
    this.#buckets.put(bucket.name, bucket);
  }

  isEmpty(bucket: string): boolean {
    return this.#objects.isEmpty({ under: bucket });
  }

  /** With the uploads that nobody completed. */
  deleteBucket(name: string): void {
    for (const upload of this.uploads(name)) this.deleteUpload(upload);
    this.#buckets.delete(name);
  }

  findObject(bucket: string, key: string): StoredObject | undefined {
    return this.#objects.get([bucket, key]);
  }

  /** Throws NoSuchBucket or NoSuchKey. */
  object(bucket: string, key: string): StoredObject {
    const object = this.findObject(bucket, key);
    if (object !== undefined) return object;
    this.bucket(bucket);
    throw noSuchKey(key);
  }

  /** In the order of their keys, as UTF-8 sorts. `after` a whole group of keys is `after` its prefix with `isPrefix`. */
  objects(bucket: string, { prefix, after, isPrefix }: ObjectRange): IterableIterator<StoredObject> {
    return this.#objects.list({
      under: bucket,
      startingWith: prefix,
      ...(after === undefined ? {} : { after: [bucket, isPrefix ? after + lastCharacter : after] }),
    });
  }

  /** Puts an object in the place of what stood there. */
  putObject(object: StoredObject): void {
    const before = this.findObject(object.bucket, object.key);
    if (before !== undefined && !isSameBody(before, object)) this.bodies.delete(before.body);
    this.bodies.keep(object.body);
    this.#objects.put([object.bucket, object.key], object);
  }

  deleteObject(object: StoredObject): void {
    this.bodies.delete(object.body);
    this.#objects.delete([object.bucket, object.key]);
  }

  /** Hexadecimal, and larger than every one before. */
  nextSequencer(now: number): string {
    this.#sequence++;
    return (BigInt(now) * 1_048_576n + BigInt(this.#sequence % 1_048_576)).toString(16).toUpperCase().padStart(18, "0");
  }

  /** Throws NoSuchUpload. */
  upload(bucket: string, key: string, id: string): Upload {
    const upload = this.#uploads.get([bucket, key, id]);
    if (upload === undefined) {
      this.bucket(bucket);
      throw noSuchUpload(id);
    }
    return upload;
  }

  /** In the order of keys, then of upload ids. */
  uploads(bucket: string, prefix = ""): IterableIterator<Upload> {
    return this.#uploads.list({ under: bucket, startingWith: prefix });
  }

  putUpload(upload: Upload): void {
    this.#uploads.put([upload.bucket, upload.key, upload.id], upload);
  }

  /** With its parts, unless `keepBodies` says that an object has them now. */
  deleteUpload(upload: Upload, { keep = new Set() }: { readonly keep?: ReadonlySet<number> } = {}): void {
    for (const part of this.parts(upload)) {
      if (!keep.has(part.number)) this.bodies.delete(part.body);
      this.#parts.delete([upload.id, part.number]);
    }
    this.#uploads.delete([upload.bucket, upload.key, upload.id]);
  }

  findPart(upload: Upload, number: number): UploadedPart | undefined {
    return this.#parts.get([upload.id, number]);
  }

  /** In the order of their numbers. */
  parts(upload: Upload, after = 0): IterableIterator<UploadedPart> {
    return this.#parts.list({ under: upload.id, after: [upload.id, after] });
  }

  putPart(upload: Upload, part: UploadedPart): void {
    const before = this.findPart(upload, part.number);
    if (before !== undefined) this.bodies.delete(before.body);
    this.bodies.keep(part.body);
    this.#parts.put([upload.id, part.number], part);
  }
}

export interface ObjectRange {
  readonly prefix: string;
  readonly after?: string | undefined;
  readonly isPrefix?: boolean;
}

const isSameBody = (a: StoredObject, b: StoredObject): boolean => JSON.stringify(a.body) === JSON.stringify(b.body);
