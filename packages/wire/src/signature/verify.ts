import type { RequestHead } from "../request-head.ts";
import { isS3Scope, isV4, type Signature } from "./signature.ts";
import { missingToken, wrongService } from "./signature-errors.ts";
import { verifyV2 } from "./verify-v2.ts";
import { type Verification, verifyV4 } from "./verify-v4.ts";

export interface ExpectedSigner extends Verification {
  /** The service that the request turned out to be for. */
  readonly signingName: string;
}

/** Throws unless `signature` is what the owner of the secret makes of this request. */
export function verifySignature(
  head: RequestHead,
  signature: Signature,
  payloadHash: string,
  signer: ExpectedSigner,
): void {
  if (isV4(signature)) {
    if (signature.service !== signer.signingName && !(signer.dialect === "s3" && isS3Scope(signature.service)))
      throw wrongService(signer.dialect, signer.signingName);
    verifyV4(head, signature, payloadHash, signer);
  } else {
    // Only S3 still takes the signatures of before 2012.
    if (signer.dialect !== "s3") throw missingToken(signer.dialect);
    verifyV2(head, signature, signer);
  }
}
