import { AwsError } from "../aws-error.ts";
import { type ChecksumAlgorithm, checksum, checksumAlgorithms } from "../checksum/checksum.ts";
import type { Checksum } from "../checksum/sum.ts";
import { header, type RequestHead } from "../request-head.ts";

/** Length in bytes of each sum: anything else in its header is no sum. */
const digestBytes: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  MD5: 16,
  SHA1: 20,
  SHA256: 32,
  SHA512: 64,
  XXHASH3: 8,
  XXHASH64: 8,
  XXHASH128: 16,
};

interface Running {
  readonly algorithm: ChecksumAlgorithm;
  readonly sum: Checksum;
  /** What the head says it must be; of a sum that follows in a trailer nothing yet. */
  readonly expected: string | undefined;
}

/**
 * Everything that a request promises of its body, checked while the body passes: its sums, its hash, its length.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
export class Integrity {
  readonly #running: Running[] = [];
  readonly #trailerNames: ReadonlySet<string>;
  readonly #sha256: { readonly expected: string; readonly sum: Checksum } | undefined;
  readonly #md5: { readonly expected: string; readonly sum: Checksum } | undefined;
  readonly #bytesExpected: number | undefined;
  #bytes = 0;

  constructor(head: RequestHead) {
    const claimed = header(head, "x-amz-content-sha256");
    this.#trailerNames = trailerNames(head);
    for (const algorithm of checksumAlgorithms) this.#expect(head, algorithm);
    if (this.#running.length > 1) throw severalChecksums();
    checkAnnounced(head, this.#running);
    if (claimed !== undefined && sha256Hex.test(claimed)) {
      this.#sha256 = { expected: claimed, sum: checksum("SHA256") };
    }
    const md5 = header(head, "content-md5");
    if (md5 !== undefined) this.#md5 = { expected: checkedMd5(md5), sum: checksum("MD5") };
    const length = header(head, "x-amz-decoded-content-length");
    if (length !== undefined) this.#bytesExpected = Number(length);
  }

  /** Also sums by `algorithm`; to be asked for before the first byte. */
  add(algorithm: ChecksumAlgorithm): void {
    if (this.#running.some((running) => running.algorithm === algorithm)) return;
    this.#running.push({ algorithm, sum: checksum(algorithm), expected: undefined });
  }

  update(bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    for (const { sum } of this.#running) sum.update(bytes);
    this.#sha256?.sum.update(bytes);
    this.#md5?.sum.update(bytes);
  }

  /** Throws what S3 says of a body that is not what was promised; answers the sums of one that is. */
  finish(trailers: ReadonlyMap<string, string>): ReadonlyMap<ChecksumAlgorithm, string> {
    if (this.#bytesExpected !== undefined && this.#bytes !== this.#bytesExpected) throw incompleteLength();
    const sums = new Map<ChecksumAlgorithm, string>();
    for (const { algorithm, sum, expected } of this.#running) {
      const computed = sum.digestBase64();
      const promised = expected ?? this.#trailing(algorithm, trailers);
      if (promised !== undefined && promised !== computed) throw badChecksum(algorithm);
      sums.set(algorithm, computed);
    }
    this.#checkHashes();
    return sums;
  }

  #checkHashes(): void {
    const md5 = this.#md5?.sum.digestBase64();
    if (md5 !== undefined && md5 !== this.#md5?.expected) throw badMd5(this.#md5?.expected ?? "", md5);
    if (this.#sha256 === undefined) return;
    const sha256 = Buffer.from(this.#sha256.sum.digestBase64(), "base64").toString("hex");
    if (sha256 !== this.#sha256.expected) throw badSha256(this.#sha256.expected, sha256);
  }

  #expect(head: RequestHead, algorithm: ChecksumAlgorithm): void {
    const name = headerOf(algorithm);
    const expected = header(head, name);
    if (expected !== undefined && !isDigest(expected, algorithm)) throw invalidChecksum(name);
    if (expected === undefined && !this.#trailerNames.has(name)) return;
    this.#running.push({ algorithm, sum: checksum(algorithm), expected });
  }

  /** A trailer that the head announces must come. */
  #trailing(algorithm: ChecksumAlgorithm, trailers: ReadonlyMap<string, string>): string | undefined {
    const name = headerOf(algorithm);
    const value = trailers.get(name);
    if (value === undefined && this.#trailerNames.has(name)) throw malformedTrailer();
    if (value !== undefined && !isDigest(value, algorithm)) throw invalidChecksum(name);
    return value;
  }
}

const sha256Hex = /^[0-9a-f]{64}$/;

const headerOf = (algorithm: ChecksumAlgorithm): string => `x-amz-checksum-${algorithm.toLowerCase()}`;

const isDigest = (text: string, algorithm: ChecksumAlgorithm): boolean =>
  Buffer.from(text, "base64").length === digestBytes[algorithm];

const trailerNames = (head: RequestHead): ReadonlySet<string> =>
  new Set((header(head, "x-amz-trailer") ?? "").split(",").map((name) => name.trim().toLowerCase()));

/** A client that names an algorithm must also send its sum, here or in a trailer. */
function checkAnnounced(head: RequestHead, running: readonly Running[]): void {
  const announced = header(head, "x-amz-sdk-checksum-algorithm");
  if (announced === undefined || running.length > 0) return;
  throw invalidRequest(
    "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
  );
}

function checkedMd5(text: string): string {
  if (Buffer.from(text, "base64").length === digestBytes.MD5) return text;
  throw new AwsError("InvalidDigest", "The Content-MD5 you specified was invalid.", {
    status: 400,
    fields: { "Content-MD5": text },
  });
}

const invalidRequest = (message: string): AwsError => new AwsError("InvalidRequest", message, { status: 400 });

const severalChecksums = (): AwsError =>
  invalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");

const invalidChecksum = (name: string): AwsError => invalidRequest(`Value for ${name} header is invalid.`);

const malformedTrailer = (): AwsError =>
  new AwsError(
    "MalformedTrailerError",
    "The request contained trailing data that was not well-formed or did not conform to our published schema.",
    {
      status: 400,
    },
  );

const incompleteLength = (): AwsError =>
  new AwsError(
    "IncompleteBody",
    "You did not provide the number of bytes specified by the Content-Length HTTP header",
    {
      status: 400,
    },
  );

const badChecksum = (algorithm: ChecksumAlgorithm): AwsError =>
  new AwsError("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`, { status: 400 });

const badMd5 = (expected: string, computed: string): AwsError =>
  new AwsError("BadDigest", "The Content-MD5 you specified did not match what we received.", {
    status: 400,
    fields: { ExpectedDigest: expected, CalculatedDigest: computed },
  });

const badSha256 = (claimed: string, computed: string): AwsError =>
  new AwsError(
    "XAmzContentSHA256Mismatch",
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    {
      status: 400,
      fields: { ClientComputedContentSHA256: claimed, S3ComputedContentSHA256: computed },
    },
  );
