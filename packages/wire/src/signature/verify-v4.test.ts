import { describe, expect, test } from "vitest";
import type { AwsError } from "../aws-error.ts";
import type { RequestHead } from "../request-head.ts";
import { readSignature } from "./read-signature.ts";
import type { Dialect } from "./signature-errors.ts";
import { verifySignature } from "./verify.ts";

/** Keys and requests of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
const s3Keys = { id: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
const signedAt = Date.parse("2013-05-24T00:00:00Z");
const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

interface Given {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers: Readonly<Record<string, string>>;
}

const headOf = ({ method = "GET", path = "/", query = "", headers }: Given): RequestHead => ({
  ...{ method, path, query, headers },
  sourceIp: "127.0.0.1",
  isSecure: false,
});

const s3Request = (
  given: Given & { readonly signed: string; readonly signature: string; readonly hash?: string },
): RequestHead => {
  const credential = `${s3Keys.id}/20130524/us-east-1/s3/aws4_request`;
  return headOf({
    ...given,
    headers: {
      host: "examplebucket.s3.amazonaws.com",
      "x-amz-date": "20130524T000000Z",
      "x-amz-content-sha256": given.hash ?? emptyHash,
      authorization: `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${given.signed},Signature=${given.signature}`,
      ...given.headers,
    },
  });
};

interface Circumstances {
  readonly secret?: string;
  readonly now?: number;
  readonly wallNow?: number;
  readonly dialect?: Dialect;
  readonly service?: string;
}

function verify(head: RequestHead, hash: string, more: Circumstances = {}): void {
  const signature = readSignature(head);
  if (signature === undefined) throw new Error("unsigned");
  verifySignature(head, signature, hash, {
    secretAccessKey: more.secret ?? s3Keys.secret,
    signingName: more.service ?? "s3",
    dialect: more.dialect ?? "s3",
    now: more.now ?? more.wallNow ?? signedAt,
    wallNow: more.wallNow ?? signedAt,
  });
}

const refusal = (run: () => void): AwsError => {
  try {
    run();
  } catch (error) {
    return error as AwsError;
  }
  throw new Error("nothing was refused");
};

const getObject = s3Request({
  path: "/test.txt",
  headers: { range: "bytes=0-9" },
  signed: "host;range;x-amz-content-sha256;x-amz-date",
  signature: "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
});

const presigned = (more = ""): RequestHead =>
  headOf({
    path: "/test.txt",
    query: `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404${more}`,
    headers: { host: "examplebucket.s3.amazonaws.com" },
  });

describe("the examples of AWS's documentation", () => {
  test.each([
    ["GET object", getObject, emptyHash],
    [
      "PUT object",
      s3Request({
        method: "PUT",
        path: "/test$file.text",
        headers: { date: "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class": "REDUCED_REDUNDANCY" },
        hash: "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
        signed: "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
        signature: "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
      }),
      "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072",
    ],
    [
      "GET bucket lifecycle",
      s3Request({
        query: "lifecycle",
        headers: {},
        signed: "host;x-amz-content-sha256;x-amz-date",
        signature: "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
      }),
      emptyHash,
    ],
    [
      "GET bucket",
      s3Request({
        query: "prefix=J&max-keys=2",
        headers: {},
        signed: "host;x-amz-content-sha256;x-amz-date",
        signature: "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
      }),
      emptyHash,
    ],
    ["a presigned URL", presigned(), "UNSIGNED-PAYLOAD"],
  ])("verify: %s", (_, head, hash) => {
    expect(() => verify(head, hash)).not.toThrow();
  });

  test("verify: IAM ListUsers, whose path is encoded twice", () => {
    const head = headOf({
      query: "Action=ListUsers&Version=2010-05-08",
      headers: {
        "content-type": "application/x-www-form-urlencoded; charset=utf-8",
        host: "iam.amazonaws.com",
        "x-amz-date": "20150830T123600Z",
        authorization:
          "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
      },
    });
    const secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    const wallNow = Date.parse("2015-08-30T12:36:00Z");

    expect(() => verify(head, emptyHash, { secret, wallNow, service: "iam", dialect: "query" })).not.toThrow();
  });
});

describe("a signature is refused", () => {
  test.each([
    ["s3", "SignatureDoesNotMatch", 403],
    ["query", "SignatureDoesNotMatch", 403],
    ["json", "InvalidSignatureException", 400],
    ["rest", "InvalidSignatureException", 403],
    ["ec2", "AuthFailure", 401],
  ] as const)("made with another secret, as %s says it", (dialect, code, status) => {
    const error = refusal(() => verify(getObject, emptyHash, { secret: "another", dialect }));

    expect(error).toMatchObject({ code, status });
  });

  test("for another payload, path, parameter or header", () => {
    const changed = [
      { ...getObject, path: "/test.txt2" },
      { ...getObject, query: "versionId=1" },
      { ...getObject, headers: { ...getObject.headers, range: "bytes=0-10" } },
    ];

    const codes = changed.map((head) => refusal(() => verify(head, emptyHash)).code);
    const payload = refusal(() => verify(getObject, emptyHash.replace("e", "f")));

    expect([...codes, payload.code]).toEqual(Array(4).fill("SignatureDoesNotMatch"));
  });

  test("more than fifteen minutes from real time and from the cloud's, to the millisecond", () => {
    const quarter = 15 * 60_000;

    const late = refusal(() => verify(getObject, emptyHash, { wallNow: signedAt + quarter + 1 }));
    const early = refusal(() => verify(getObject, emptyHash, { wallNow: signedAt - quarter - 1 }));

    expect(() => verify(getObject, emptyHash, { wallNow: signedAt + quarter })).not.toThrow();
    expect(late).toMatchObject({ code: "RequestTimeTooSkewed", fields: { MaxAllowedSkewMilliseconds: "900000" } });
    expect(early.code).toBe("RequestTimeTooSkewed");
    expect(() => verify(getObject, emptyHash, { wallNow: 0, now: signedAt + quarter })).not.toThrow();
  });

  test("in AWS's words outside S3 when its time has passed", () => {
    const error = refusal(() =>
      verify(getObject, emptyHash, { wallNow: Date.parse("2013-05-24T00:25:00Z"), dialect: "json" }),
    );

    expect(error.message).toBe(
      "Signature expired: 20130524T000000Z is now earlier than 20130524T001000Z (20130524T002500Z - 15 min.)",
    );
  });

  test("when the cloud's clock has moved past the expiry of its URL, whatever the real time is", () => {
    const now = signedAt + 86_400_000;

    const error = refusal(() => verify(presigned(), "UNSIGNED-PAYLOAD", { now: now + 1 }));

    expect(() => verify(presigned(), "UNSIGNED-PAYLOAD", { now, wallNow: 0 })).not.toThrow();
    expect(error).toMatchObject({
      code: "AccessDenied",
      message: "Request has expired",
      fields: { "X-Amz-Expires": "86400", Expires: "2013-05-25T00:00:00Z", ServerTime: "2013-05-25T00:00:00Z" },
    });
  });

  test.each([
    ["604801", "X-Amz-Expires must be less than a week"],
    ["-1", "X-Amz-Expires must be non-negative"],
    ["soon", "X-Amz-Expires should be a number"],
  ])("when its URL is good for %s seconds", (seconds, text) => {
    const head = presigned();
    const query = head.query.replace("Expires=86400", `Expires=${seconds}`);

    const error = refusal(() => verify({ ...head, query }, "UNSIGNED-PAYLOAD"));

    expect(error.code).toBe("AuthorizationQueryParametersError");
    expect(error.message).toContain(text);
  });

  test("when it leaves out a header that S3 acts upon", () => {
    const head = { ...presigned(), headers: { host: "examplebucket.s3.amazonaws.com", "x-amz-acl": "public-read" } };

    const error = refusal(() => verify(head, "UNSIGNED-PAYLOAD"));

    expect(error).toMatchObject({ code: "AccessDenied", fields: { HeadersNotSigned: "x-amz-acl" } });
  });

  test("when it is for another service, or its date is not that of its scope", () => {
    const service = refusal(() => verify(getObject, emptyHash, { service: "dynamodb", dialect: "json" }));
    const head = { ...getObject, headers: { ...getObject.headers, "x-amz-date": "20130525T000000Z" } };
    const date = refusal(() => verify(head, emptyHash, { dialect: "query" }));

    expect(service.message).toBe("Credential should be scoped to correct service: 'dynamodb'. ");
    expect(date.message).toContain("'20130524' != '20130525'");
  });

  test("when parts of it are missing", () => {
    const head = headOf({ headers: { authorization: "AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request" } });

    const error = refusal(() => readSignature(head));

    expect(error.code).toBe("IncompleteSignature");
    expect(error.message).toContain("Authorization header requires 'Signature' parameter.");
    expect(error.message).toContain("existence of either a 'X-Amz-Date' or a 'Date' header.");
  });
});

test("a header in UTF-8 is signed as the bytes it came in", () => {
  const text = "Grüße 雪";
  const asNodeReads = Buffer.from(text, "utf8").toString("latin1");
  const head = s3Request({
    headers: { "x-amz-meta-a": asNodeReads },
    signed: "host;x-amz-content-sha256;x-amz-date;x-amz-meta-a",
    signature: "0",
  });

  const error = refusal(() => verify(head, emptyHash));

  expect(error.fields["CanonicalRequest"]).toContain(`x-amz-meta-a:${text}\n`);
});
