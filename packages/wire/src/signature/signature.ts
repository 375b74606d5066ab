/** What a request says about who signed it and how. Nothing of it has been checked. */
export type Signature = SignatureV4 | SignatureV2;

export interface SignatureV4 {
  readonly kind: "header" | "query";
  readonly accessKeyId: string;
  /** The four parts of the credential scope, the terminator left out. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** Names in lower case, divided by `;`, as the client wrote them. */
  readonly signedHeaders: string;
  readonly signature: string;
  /** When it was signed, `20130524T000000Z`. */
  readonly timestamp: string;
  readonly sessionToken: string | undefined;
  /** Of a presigned URL: seconds from `timestamp`. */
  readonly expiresSeconds: number | undefined;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html */
export interface SignatureV2 {
  readonly kind: "v2-header" | "v2-query";
  readonly accessKeyId: string;
  readonly signature: string;
  readonly sessionToken: string | undefined;
  /** Of a presigned URL: seconds since the epoch. */
  readonly expiresAt: number | undefined;
}

/** Requests about some kinds of buckets are signed for services of other names, in the manner of S3. */
const s3Scopes = new Set(["s3", "s3express", "s3-outposts", "s3-object-lambda"]);

export const isS3Scope = (service: string): boolean => s3Scopes.has(service);

export const isV4 = (signature: Signature): signature is SignatureV4 =>
  signature.kind === "header" || signature.kind === "query";
