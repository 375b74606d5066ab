import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { RequestHead } from "../request-head.ts";
import { readSignature } from "./read-signature.ts";
import { verifySignature } from "./verify.ts";

const secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const now = Date.parse("2007-03-27T19:36:42Z");

const headOf = (more: Partial<RequestHead>): RequestHead => ({
  ...{ method: "GET", path: "/", query: "", headers: {}, sourceIp: "127.0.0.1", isSecure: false },
  ...more,
});

function verify(head: RequestHead, at = now): void {
  const signature = readSignature(head);
  if (signature === undefined) throw new Error("unsigned");
  const signer = { secretAccessKey: secret, signingName: "s3", dialect: "s3", now: at, wallNow: at } as const;
  verifySignature(head, signature, "UNSIGNED-PAYLOAD", signer);
}

const presigned = (path: string, query: string, expires: number, signed: string): RequestHead => {
  const signature = createHmac("sha1", secret).update(signed).digest("base64");
  const own = `AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Expires=${expires}&Signature=${encodeURIComponent(signature)}`;
  return headOf({ path, query: query === "" ? own : `${query}&${own}`, headers: { host: "127.0.0.1:4566" } });
};

describe("a signature of version 2", () => {
  test("verifies: the first example of AWS's documentation", () => {
    const head = headOf({
      path: "/photos/puppy.jpg",
      headers: {
        host: "awsexamplebucket1.s3.us-west-1.amazonaws.com",
        date: "Tue, 27 Mar 2007 19:36:42 +0000",
        authorization: "AWS AKIAIOSFODNN7EXAMPLE:qgk2+6Sv9/oM7G3qLEjTH1a1l1g=",
      },
    });

    expect(() => verify(head)).not.toThrow();
  });

  test("in a URL verifies the parameters that are part of the resource, until it expires", () => {
    const expires = now / 1000 + 60;
    const head = presigned(
      "/inbox/a%20b",
      "x=1&versionId=v%2F1",
      expires,
      `GET\n\n\n${expires}\n/inbox/a%20b?versionId=v/1`,
    );

    expect(() => verify(head)).not.toThrow();
    expect(() => verify(head, now + 60_001)).toThrow("Request has expired");
  });

  test("verifies the session token that a URL carries", () => {
    const expires = now / 1000 + 60;
    const head = presigned(
      "/inbox/k",
      "x-amz-security-token=to%2Bken",
      expires,
      `GET\n\n\n${expires}\nx-amz-security-token:to+ken\n/inbox/k`,
    );

    expect(() => verify(head)).not.toThrow();
    expect(readSignature(head)?.sessionToken).toBe("to+ken");
  });

  test("is refused for another path, and when it says no time", () => {
    const expires = now / 1000 + 60;
    const other = presigned("/inbox/other", "", expires, `GET\n\n\n${expires}\n/inbox/k`);
    const timeless = headOf({ headers: { authorization: "AWS AKIAIOSFODNN7EXAMPLE:x" } });

    expect(() => verify(other)).toThrow("does not match the signature you provided");
    expect(() => verify(timeless)).toThrow("AWS authentication requires a valid Date or x-amz-date header");
  });
});
