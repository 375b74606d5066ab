import { request } from "node:http";
import {
  CreateBucketCommand,
  DeletePublicAccessBlockCommand,
  PutBucketPolicyCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  type WebsiteConfiguration,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
});
afterAll(() => cloud.stop());

/** A public bucket with pages, and what makes a website of it. */
async function website(Bucket: string, WebsiteConfiguration: WebsiteConfiguration): Promise<void> {
  const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;
  await cloud.s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
  await cloud.s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  const allow = { Effect: "Allow", Principal: "*" };
  const Statement = [
    { ...allow, Action: "s3:GetObject", Resource: `arn:aws:s3:::${Bucket}/*` },
    { ...allow, Action: "s3:ListBucket", Resource: `arn:aws:s3:::${Bucket}` },
  ];
  await cloud.s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Statement }) }));
  for (const Key of ["index.html", "docs/index.html", "a b.txt", "error.html"]) {
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key, Body: `this is ${Key}`, ContentType: "text/html" }));
  }
  await cloud.s3.send(new PutBucketWebsiteCommand({ Bucket, WebsiteConfiguration }));
}

interface Page {
  readonly status: number | undefined;
  readonly location: string | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

/** A browser finds a website by its host, which `fetch` does not let us choose. */
function visit(bucket: string, path: string, method = "GET"): Promise<Page> {
  return new Promise((resolve, reject) => {
    const host = `${bucket}.s3-website.eu-west-1.localhost`;
    const sent = request(cloud.cloud.endpoint + path, { method, headers: { host } }, (response) => {
      let body = "";
      response.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      response.on("end", () => {
        const { location, "content-type": type } = response.headers;
        resolve({ status: response.statusCode, location, type, body });
      });
    });
    sent.on("error", reject).end();
  });
}

describe("A bucket's website", () => {
  it("has pages, and index pages for its folders", async () => {
    await website("pages", { IndexDocument: { Suffix: "index.html" } });

    expect(await visit("pages", "/")).toMatchObject({ status: 200, body: "this is index.html", type: "text/html" });
    expect(await visit("pages", "/docs/")).toMatchObject({ status: 200, body: "this is docs/index.html" });
    expect(await visit("pages", "/docs")).toMatchObject({ status: 302, location: "/docs/" });
    expect(await visit("pages", "/a%20b.txt")).toMatchObject({ status: 200, body: "this is a b.txt" });
    expect(await visit("pages", "/", "HEAD")).toMatchObject({ status: 200, body: "" });
  });

  it("answers errors with pages too", async () => {
    await website("errors", { IndexDocument: { Suffix: "index.html" } });
    await website("own-errors", { IndexDocument: { Suffix: "index.html" }, ErrorDocument: { Key: "error.html" } });

    const missing = await visit("errors", "/<none>");

    expect(missing).toMatchObject({ status: 404, type: "text/html; charset=utf-8" });
    expect(missing.body).toContain("<li>Code: NoSuchKey</li>");
    expect(missing.body).not.toContain("<none>");
    expect(await visit("own-errors", "/none")).toMatchObject({ status: 404, body: "this is error.html" });
    expect(await visit("errors", "/", "POST")).toMatchObject({ status: 405 });
    expect((await visit("no-such-bucket", "/")).body).toContain("NoSuchBucket");
  });

  it("sends visitors on by its rules", async () => {
    await website("rules", {
      IndexDocument: { Suffix: "index.html" },
      RoutingRules: [
        { Condition: { KeyPrefixEquals: "old/" }, Redirect: { ReplaceKeyPrefixWith: "new/", HttpRedirectCode: "302" } },
        {
          Condition: { HttpErrorCodeReturnedEquals: "404" },
          Redirect: { HostName: "example.com", Protocol: "https", ReplaceKeyWith: "missing" },
        },
      ],
    });
    await website("moved", { RedirectAllRequestsTo: { HostName: "example.com", Protocol: "https" } });

    expect(await visit("rules", "/old/a")).toMatchObject({
      status: 302,
      location: "http://rules.s3-website.eu-west-1.localhost/new/a",
    });
    expect(await visit("rules", "/none")).toMatchObject({ status: 301, location: "https://example.com/missing" });
    expect(await visit("moved", "/a/b")).toMatchObject({ status: 301, location: "https://example.com/a/b" });
  });

  it("tells only who may list it that a page is missing", async () => {
    await website("secretive", { IndexDocument: { Suffix: "index.html" } });
    const read = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::secretive/*" };
    const Policy = JSON.stringify({ Statement: [read] });
    await cloud.s3.send(new PutBucketPolicyCommand({ Bucket: "secretive", Policy }));

    expect(await visit("secretive", "/none")).toMatchObject({ status: 403 });
    expect(await visit("secretive", "/docs")).toMatchObject({ status: 302, location: "/docs/" });
  });

  it("shows nothing that its policy does not", async () => {
    await website("hidden", { IndexDocument: { Suffix: "index.html" } });
    const Statement = [{ Effect: "Deny", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::hidden/*" }];
    await cloud.s3.send(new PutBucketPolicyCommand({ Bucket: "hidden", Policy: JSON.stringify({ Statement }) }));

    expect(await visit("hidden", "/")).toMatchObject({ status: 403 });
  });
});
