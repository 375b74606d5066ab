/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Bucket.html */
export interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
  readonly tags: Tags;
  /** Bucket policy as JSON text. */
  readonly policy?: string | undefined;
  readonly notifications?: NotificationConfiguration | undefined;
}

export type Tags = Readonly<Record<string, string>>;

/** Where an object's bytes are. */
export type Body =
  /** In the database, under this id: small ones cost least there. */
  | { readonly kind: "small"; readonly id: string }
  /** In files, one after the other: a multipart upload is never copied together. */
  | { readonly kind: "blobs"; readonly parts: readonly { readonly id: string; readonly bytes: number }[] };

/** One object. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export interface StoredObject {
  readonly bucket: string;
  readonly key: string;
  readonly bytes: number;
  /** Without quotes. */
  readonly etag: string;
  readonly modifiedAt: number;
  readonly body: Body;
  readonly attributes: Attributes;
  readonly checksum: ObjectChecksum | undefined;
  readonly tags: Tags;
  /** Of a multipart upload, its parts in order. */
  readonly parts?: readonly ObjectPart[] | undefined;
  /** Grows with every change of a key: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
  readonly sequencer: string;
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
  readonly attributes: Attributes;
  readonly tags: Tags;
  readonly checksumAlgorithm: string;
  readonly checksumType: "FULL_OBJECT" | "COMPOSITE";
  /** The sender chose the algorithm: then every part must come with its checksum. */
  readonly isChecksumChosen: boolean;
}

export interface UploadedPart {
  readonly number: number;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly md5: string;
  readonly checksum: string | undefined;
  readonly body: Body;
  readonly modifiedAt: number;
}

export interface NotificationConfiguration {
  readonly lambda: readonly NotificationRule[];
}

export interface NotificationRule {
  readonly id: string;
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
