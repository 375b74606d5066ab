import { AwsError } from "../aws-error.ts";
import type { ProtocolName } from "../identify/services.ts";
import { formatAmzDate, isoSeconds } from "./amz-date.ts";
import type { Signature, SignatureV4 } from "./signature.ts";

/** Texts are AWS's own, letter by letter: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */

/** How a family of services words the same refusal. */
export type Dialect = "s3" | "ec2" | "query" | "json" | "rest";

export const dialectOf = (protocol: ProtocolName): Dialect => dialects[protocol];

const dialects: Readonly<Record<ProtocolName, Dialect>> = {
  restXml: "s3",
  ec2Query: "ec2",
  awsQuery: "query",
  awsJson1_0: "json",
  awsJson1_1: "json",
  rpcv2Cbor: "json",
  restJson1: "rest",
};

/** The services behind `X-Amz-Target` refuse with 400 and an `Exception`, the others with 403. */
const refusal = (dialect: Dialect, name: string, message: string): AwsError =>
  dialect === "json" || dialect === "rest"
    ? new AwsError(`${name}Exception`, message, { status: dialect === "json" ? 400 : 403 })
    : new AwsError(name, message, { status: 403 });

const notValidated = (): AwsError =>
  new AwsError("AuthFailure", "AWS was not able to validate the provided access credentials", { status: 401 });

export const missingToken = (dialect: Dialect): AwsError => {
  if (dialect === "s3") return new AwsError("AccessDenied", "Access Denied", { status: 403 });
  return refusal(dialect, "MissingAuthenticationToken", "Request is missing Authentication Token");
};

export function unknownAccessKey(dialect: Dialect, accessKeyId: string): AwsError {
  if (dialect === "ec2") return notValidated();
  if (dialect === "s3") {
    return new AwsError("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", {
      status: 403,
      fields: { AWSAccessKeyId: accessKeyId },
    });
  }
  const name = dialect === "query" ? "InvalidClientTokenId" : "UnrecognizedClient";
  return refusal(dialect, name, "The security token included in the request is invalid.");
}

export function expiredToken(dialect: Dialect, sessionToken: string | undefined): AwsError {
  if (dialect === "s3") {
    const fields = { "Token-0": sessionToken ?? "" };
    return new AwsError("ExpiredToken", "The provided token has expired.", { status: 400, fields });
  }
  if (dialect === "ec2") {
    return new AwsError("RequestExpired", "Request has expired.", { status: 400 });
  }
  return refusal(dialect, "ExpiredToken", "The security token included in the request is expired");
}

interface Computed {
  readonly signature: Signature;
  readonly stringToSign: string;
  readonly canonicalRequest?: string;
}

const bytesOf = (text: string): string =>
  Buffer.from(text, "utf8")
    .toString("hex")
    .replace(/..(?=.)/g, "$& ");

export function signatureDoesNotMatch(dialect: Dialect, computed: Computed): AwsError {
  if (dialect === "ec2") return notValidated();
  const { stringToSign, canonicalRequest, signature } = computed;
  if (dialect === "s3") {
    const fields = {
      AWSAccessKeyId: signature.accessKeyId,
      StringToSign: stringToSign,
      SignatureProvided: signature.signature,
      StringToSignBytes: bytesOf(stringToSign),
      ...(canonicalRequest === undefined
        ? {}
        : { CanonicalRequest: canonicalRequest, CanonicalRequestBytes: bytesOf(canonicalRequest) }),
    };
    const message =
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.";
    return new AwsError("SignatureDoesNotMatch", message, { status: 403, fields });
  }
  const explanation =
    canonicalRequest === undefined
      ? ""
      : `\n\nThe Canonical String for this request should have been\n'${canonicalRequest}'\n\nThe String-to-Sign should have been\n'${stringToSign}'\n`;
  return badSignature(
    dialect,
    `The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.${explanation}`,
  );
}

/** Everything wrong with a signature but the key, outside S3. */
const badSignature = (dialect: Dialect, message: string): AwsError =>
  dialect === "query"
    ? new AwsError("SignatureDoesNotMatch", message, { status: 403 })
    : refusal(dialect, "InvalidSignature", message);

export const skewMsMax = 15 * 60_000;

export function requestTimeTooSkewed(
  dialect: Dialect,
  signature: SignatureV4,
  signedAt: number,
  now: number,
): AwsError {
  if (dialect === "s3") {
    return new AwsError(
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
      {
        status: 403,
        fields: {
          RequestTime: signature.timestamp,
          ServerTime: isoSeconds(now),
          MaxAllowedSkewMilliseconds: String(skewMsMax),
        },
      },
    );
  }
  if (dialect === "ec2") return new AwsError("RequestExpired", "Request has expired.", { status: 400 });
  const [said, limit, sign] =
    signedAt < now
      ? (["Signature expired", now - skewMsMax, "-"] as const)
      : (["Signature not yet current", now + skewMsMax, "+"] as const);
  const relation = signedAt < now ? "is now earlier than" : "is still later than";
  return badSignature(
    dialect,
    `${said}: ${signature.timestamp} ${relation} ${formatAmzDate(limit)} (${formatAmzDate(now)} ${sign} 15 min.)`,
  );
}

export function scopeDateMismatch(dialect: Dialect, signature: SignatureV4): AwsError {
  if (dialect === "s3") {
    return new AwsError(
      "SignatureDoesNotMatch",
      `Invalid credential date "${signature.date}". This date is not the same as X-Amz-Date: "${signature.timestamp.slice(0, 8)}".`,
      { status: 403 },
    );
  }
  return badSignature(
    dialect,
    `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${signature.date}' != '${signature.timestamp.slice(0, 8)}', from '${signature.timestamp}'.`,
  );
}

export function badTimestamp(dialect: Dialect, signature: SignatureV4): AwsError {
  if (dialect === "s3") {
    return new AwsError("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header", {
      status: 403,
    });
  }
  return refusal(
    dialect,
    "IncompleteSignature",
    `Date must be in ISO-8601 'basic format'. Got '${signature.timestamp}'. See http://en.wikipedia.org/wiki/ISO_8601`,
  );
}

export function wrongService(dialect: Dialect, expected: string): AwsError {
  if (dialect === "s3") {
    return new AwsError(
      "AuthorizationHeaderMalformed",
      `The authorization header is malformed; incorrect service. This endpoint belongs to "${expected}".`,
      { status: 400 },
    );
  }
  return badSignature(dialect, `Credential should be scoped to correct service: '${expected}'. `);
}

/** Thrown before the service is known; the encoder of the answer gives it the service's own name for it. */
export function incompleteSignature(
  authorization: string,
  found: Readonly<Record<"credential" | "signature" | "signedHeaders" | "timestamp", string | undefined>>,
): AwsError {
  const missing = [
    found.credential === undefined ? "Authorization header requires 'Credential' parameter." : "",
    found.signature === undefined ? "Authorization header requires 'Signature' parameter." : "",
    found.signedHeaders === undefined ? "Authorization header requires 'SignedHeaders' parameter." : "",
    found.timestamp === undefined
      ? "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
      : "",
  ];
  const message = `${missing.filter((text) => text !== "").join(" ")} Authorization=${authorization.split(" ")[0]}`;
  return new SignatureUnreadable("IncompleteSignature", message);
}

export const malformedAuthorization = (credential: string): AwsError =>
  new SignatureUnreadable(
    "IncompleteSignature",
    `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
  );

/** A signature of which not even the service can be read; each family of services names it in its own way. */
export class SignatureUnreadable extends AwsError {
  in(dialect: Dialect): AwsError {
    if (dialect === "s3") {
      return new AwsError("AuthorizationHeaderMalformed", "The authorization header that you provided is not valid.", {
        status: 400,
      });
    }
    return dialect === "json" || dialect === "rest"
      ? refusal(dialect, this.code, this.message)
      : new AwsError(this.code, this.message, { status: 400 });
  }
}

const badPresigned = (message: string): AwsError =>
  new AwsError("AuthorizationQueryParametersError", message, { status: 400 });

export const presignedParametersMissing = (): AwsError =>
  badPresigned(
    "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
  );

export const presignedExpiresInvalid = (expiresSeconds: number): AwsError => {
  if (Number.isNaN(expiresSeconds)) return badPresigned("X-Amz-Expires should be a number");
  if (expiresSeconds < 0) return badPresigned("X-Amz-Expires must be non-negative");
  return badPresigned(
    "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
  );
};

export const presignedDateInvalid = (): AwsError =>
  badPresigned(`X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`);

export const requestHasExpired = (times: { expiresSeconds?: number; expiresAt: number; now: number }): AwsError =>
  new AwsError("AccessDenied", "Request has expired", {
    status: 403,
    fields: {
      ...(times.expiresSeconds === undefined ? {} : { "X-Amz-Expires": String(times.expiresSeconds) }),
      Expires: isoSeconds(times.expiresAt),
      ServerTime: isoSeconds(times.now),
    },
  });

export const headersNotSigned = (names: readonly string[]): AwsError =>
  new AwsError("AccessDenied", "There were headers present in the request which were not signed", {
    status: 403,
    fields: { HeadersNotSigned: names.join(", ") },
  });

export const badTimestampV2 = (): AwsError =>
  new AwsError("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header", { status: 403 });

export const requestTimeTooSkewedV2 = (requestTime: string, now: number): AwsError =>
  new AwsError("RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", {
    status: 403,
    fields: {
      RequestTime: requestTime,
      ServerTime: isoSeconds(now),
      MaxAllowedSkewMilliseconds: String(skewMsMax),
    },
  });
