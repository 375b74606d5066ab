import { emptySha256, isSameText, sha256Hex } from "../signature/digest.ts";
import type { HmacKey } from "../signature/hmac-key.ts";
import type { SignatureV4 } from "../signature/signature.ts";
import { signatureDoesNotMatch } from "../signature/signature-errors.ts";
import { signingKey } from "../signature/signing-key.ts";
import { scopeText } from "../signature/verify-v4.ts";

/**
 * The chain of signatures of a body signed chunk by chunk: each signs the one before, the first that of the head.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export class ChunkSigner {
  readonly #signature: SignatureV4;
  readonly #key: HmacKey;
  #previous: string;

  constructor(signature: SignatureV4, secretAccessKey: string) {
    this.#signature = signature;
    this.#key = signingKey(secretAccessKey, signature);
    this.#previous = signature.signature;
  }

  checkChunk(dataHash: string, given: string | undefined): void {
    this.#check("AWS4-HMAC-SHA256-PAYLOAD", `${emptySha256}\n${dataHash}`, given);
  }

  /** `lines` are the trailing headers, `name:value` and a line end each. */
  checkTrailer(lines: string, given: string | undefined): void {
    this.#check("AWS4-HMAC-SHA256-TRAILER", sha256Hex(lines), given);
  }

  #check(algorithm: string, hashes: string, given = ""): void {
    const signature = this.#signature;
    const stringToSign = `${algorithm}\n${signature.timestamp}\n${scopeText(signature)}\n${this.#previous}\n${hashes}`;
    const expected = this.#key.signHex(stringToSign);
    if (!isSameText(expected, given)) {
      throw signatureDoesNotMatch("s3", { signature: { ...signature, signature: given }, stringToSign });
    }
    this.#previous = expected;
  }
}
