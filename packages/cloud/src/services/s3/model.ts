import type { Acl } from "./access/acl.ts";
import type { BucketConfigurations } from "./configurations/kinds.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Bucket.html */
export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
  readonly tags: Tags;
  /** Bucket policy as JSON text. */
  readonly policy?: string | undefined;
  readonly notifications?: NotificationConfiguration | undefined;
  /** Absent until somebody sets it: such a bucket has never had versions. */
  readonly versioning?: "Enabled" | "Suspended" | undefined;
  /** Absent where only the owner has rights. */
  readonly acl?: Acl | undefined;
  readonly configurations: BucketConfigurations;
}

export type Tags = Readonly<Record<string, string>>;

/** Where an object's bytes are. */
export type Body =
  /** In the database, under this id: small ones cost least there. */
  | { readonly kind: "small"; readonly id: string }
  /** In files, one after the other: a multipart upload is never copied together. */
  | { readonly kind: "blobs"; readonly parts: readonly { readonly id: string; readonly bytes: number }[] };

/** What every version of a key has, marker or object. */
interface Place {
  readonly bucket: string;
  readonly key: string;
  readonly modifiedAt: number;
  /** Absent for the version that S3 calls `null`. */
  readonly versionId?: string | undefined;
  /** Grows with every change of a key: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
  readonly sequencer: string;
}

/** One object, or one version of it. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export interface StoredObject extends Place {
  readonly bytes: number;
  /** Without quotes. */
  readonly etag: string;
  readonly body: Body;
  readonly attributes: Attributes;
  readonly checksum: ObjectChecksum | undefined;
  readonly tags: Tags;
  /** Of a multipart upload, its parts in order. */
  readonly parts?: readonly ObjectPart[] | undefined;
  /** Absent where S3's own keys encrypt, as everywhere by default. */
  readonly encryption?: Encryption | undefined;
  readonly retention?: Retention | undefined;
  readonly legalHold?: "ON" | "OFF" | undefined;
  /** Absent where only the owner has rights. */
  readonly acl?: Acl | undefined;
  /** Until when a copy out of the archive can be read. */
  readonly restoredUntil?: number | undefined;
}

/** How an object is encrypted, where it is not by S3's own keys. */
export type Encryption =
  | {
      readonly kind: "aws:kms" | "aws:kms:dsse";
      readonly keyId: string;
      readonly usesBucketKey: boolean;
      /** What KMS gave out for this object, in base64: the key must open it for every reader. */
      readonly dataKey?: string | undefined;
    }
  /** By a key that the client keeps. Its digest tells whether a reader brings the same one. */
  | { readonly kind: "customer"; readonly keyMd5: string };

/** Stands where a key was deleted in a bucket with versions. */
export interface DeleteMarker extends Place {
  readonly isDeleteMarker: true;
}

export type Version = StoredObject | DeleteMarker;

export const isMarker = (version: Version | undefined): version is DeleteMarker =>
  version !== undefined && "isDeleteMarker" in version;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html#object-lock-retention-modes */
export interface Retention {
  readonly mode: "GOVERNANCE" | "COMPLIANCE";
  readonly until: number;
}

/** What the sender says of an object, and gets back with it. */
export interface Attributes {
  readonly contentType: string;
  readonly contentEncoding?: string | undefined;
  readonly contentLanguage?: string | undefined;
  readonly contentDisposition?: string | undefined;
  readonly cacheControl?: string | undefined;
  /** The Expires header as it came. */
  readonly expires?: string | undefined;
  readonly storageClass: string;
  readonly websiteRedirectLocation?: string | undefined;
  /** User metadata, names in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface ObjectChecksum {
  readonly algorithm: string;
  readonly type: "FULL_OBJECT" | "COMPOSITE";
  /** Base64; a composite one ends with `-` and the count of parts. */
  readonly value: string;
}

export interface ObjectPart {
  readonly number: number;
  readonly bytes: number;
  readonly checksum: string | undefined;
}

/** A multipart upload that is neither completed nor aborted. */
export interface Upload {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly initiatedAt: number;
  /** Changes of its key after this one came between: see conditional writes. */
  readonly sequencer: string;
  readonly isKeyDeleted?: boolean | undefined;
  readonly attributes: Attributes;
  readonly tags: Tags;
  readonly checksumAlgorithm: string;
  readonly checksumType: "FULL_OBJECT" | "COMPOSITE";
  /** The sender chose the algorithm: then every part must come with its checksum. */
  readonly isChecksumChosen: boolean;
  readonly encryption?: Encryption | undefined;
  readonly retention?: Retention | undefined;
  readonly legalHold?: "ON" | "OFF" | undefined;
  readonly acl?: Acl | undefined;
}

export interface UploadedPart {
  readonly number: number;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly md5: string;
  /** By the algorithm of the upload. */
  readonly checksum: string | undefined;
  /** What the sender brought, where that is by another algorithm: it may be named at the completion. */
  readonly brought?: Pick<ObjectChecksum, "algorithm" | "value"> | undefined;
  readonly body: Body;
  readonly modifiedAt: number;
}

export interface NotificationConfiguration {
  readonly rules: readonly NotificationRule[];
  /** Every event of the bucket goes to EventBridge. */
  readonly toEventBridge: boolean;
}

export type TargetKind = "lambda" | "queue" | "topic";

export interface NotificationRule {
  readonly id: string;
  readonly kind: TargetKind;
  readonly targetArn: string;
  readonly events: readonly string[];
  readonly prefix: string;
  readonly suffix: string;
  /** Whether a filter was given at all, so that it is answered as it came. */
  readonly filterNames: readonly string[];
}

export const bucketArn = (bucket: string): string => `arn:aws:s3:::${bucket}`;
export const objectArn = (bucket: string, key: string): string => `arn:aws:s3:::${bucket}/${key}`;

export const quoted = (etag: string): string => `"${etag}"`;

/** As clients know it: what was there before versions is the version `null`. */
export const versionName = ({ versionId }: { readonly versionId?: string | undefined }): string => versionId ?? "null";

/** By its form: regions come faster than lists of them. */
export const isRegion = (text: string): boolean => /^[a-z]{2}(-gov|-iso[a-z]?)?-[a-z]+-\d$/.test(text);
