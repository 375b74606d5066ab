import type { MetricsConfiguration, MetricsFilter, PublicAccessBlockConfiguration } from "@aws-sdk/client-s3";
import type { Ids } from "@millrace/core";
import type { Names } from "../../kernel/names.ts";
import type { Blobs } from "../../kernel/store/blobs.ts";
import { Collection } from "../../kernel/store/collection.ts";
import type { Database } from "../../kernel/store/database.ts";
import { Bodies } from "./bodies.ts";
import { type ListedKind, listedKinds } from "./configurations/kinds.ts";
import { noSuchBucket, noSuchUpload } from "./errors.ts";
import type { Bucket, Upload, UploadedPart } from "./model.ts";
import { ObjectStore } from "./objects/object-store.ts";

const onlyKey = "account";

export interface S3StoreOptions {
  readonly account: string;
  readonly database: Database;
  readonly blobs: Blobs;
  readonly ids: Ids;
  readonly names: Names;
}

/** One metrics configuration: the requests that it is about. */
interface MetricsOf {
  readonly id: string;
  readonly filter: MetricsFilter | undefined;
}

/** The buckets of one account, with everything in them. */
export class S3Store {
  readonly account: string;
  readonly bodies: Bodies;
  readonly objects: ObjectStore;
  readonly #buckets: Collection<Bucket>;
  readonly #listed: Collection<{ readonly id: string; readonly document: unknown }>;
  readonly #uploads: Collection<Upload>;
  readonly #parts: Collection<UploadedPart>;
  readonly #accountBlock: Collection<PublicAccessBlockConfiguration>;
  readonly #names: Names;
  /** By bucket: asked at every request. */
  readonly #metricsFilters = new Map<string, readonly MetricsOf[]>();

  constructor({ account, database, blobs, ids, names }: S3StoreOptions) {
    this.account = account;
    this.#names = names;
    this.bodies = new Bodies({ database, blobs, ids });
    this.#buckets = new Collection(database, "buckets");
    this.objects = new ObjectStore({ database, bodies: this.bodies, ids });
    this.#listed = new Collection(database, "configurations");
    this.#uploads = new Collection(database, "uploads");
    this.#parts = new Collection(database, "parts");
    this.#accountBlock = new Collection(database, "accountBlock");
  }

  /** What the account blocks in all of its buckets. */
  get accountBlock(): PublicAccessBlockConfiguration | undefined {
    return this.#accountBlock.get(onlyKey);
  }

  putAccountBlock(block: PublicAccessBlockConfiguration): void {
    this.#accountBlock.put(onlyKey, block);
  }

  deleteAccountBlock(): void {
    this.#accountBlock.delete(onlyKey);
  }

  findBucket(name: string): Bucket | undefined {
    return this.#buckets.get(name);
  }

  /** Whether another account has a bucket of this name. */
  isTakenElsewhere(name: string): boolean {
    return this.ownerOf(name) !== this.account;
  }

  /** The account that has a bucket; this one where nobody has. */
  ownerOf(name: string): string {
    return this.#names.ownerOf(name)?.account ?? this.account;
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
    if (this.#names.ownerOf(bucket.name) === undefined)
      this.#names.take(bucket.name, { account: this.account, region: bucket.region });
  }

  /** With its configurations, and the uploads that nobody completed. */
  deleteBucket(name: string): void {
    for (const upload of this.uploads(name)) this.deleteUpload(upload);
    for (const kind of listedKinds) {
      for (const [id] of this.configurations(name, kind)) this.deleteConfiguration(name, kind, id);
    }
    this.#buckets.delete(name);
    this.#metricsFilters.delete(name);
    this.#names.release(name);
  }

  /** One of the configurations of which a bucket has many. */
  configuration(bucket: string, kind: ListedKind, id: string): unknown {
    return this.#listed.get([bucket, kind, id])?.document;
  }

  /** In the order of their ids. */
  *configurations(bucket: string, kind: ListedKind): IterableIterator<readonly [id: string, document: unknown]> {
    for (const { id, document } of this.#listed.list({ under: [bucket, kind] })) yield [id, document];
  }

  /** Which requests of a bucket are reported to CloudWatch. */
  metricsFilters(bucket: string): readonly MetricsOf[] {
    let filters = this.#metricsFilters.get(bucket);
    if (filters === undefined) {
      if (!this.#buckets.has(bucket)) return [];
      const documents = [...this.configurations(bucket, "metrics")];
      filters = documents.map(([id, document]) => ({ id, filter: (document as MetricsConfiguration).Filter }));
      this.#metricsFilters.set(bucket, filters);
    }
    return filters;
  }

  putConfiguration(bucket: string, kind: ListedKind, id: string, document: unknown): void {
    this.#metricsFilters.delete(bucket);
    this.#listed.put([bucket, kind, id], { id, document });
  }

  deleteConfiguration(bucket: string, kind: ListedKind, id: string): void {
    this.#metricsFilters.delete(bucket);
    this.#listed.delete([bucket, kind, id]);
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

  /** Uploads of one key remember that it was deleted meanwhile: see conditional writes. */
  noteDeletion(bucket: string, key: string): void {
    for (const upload of this.#uploads.list({ under: [bucket, key] })) {
      this.putUpload({ ...upload, isKeyDeleted: true });
    }
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
