import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { AwsError, type PayloadStream } from "@millrace/wire";
import { afterEach, describe, expect, test } from "vitest";
import type { OperationRequest } from "./door.ts";
import { openTestGateway, type TestDoor, type TestGateway, testKeys } from "./test-gateway.ts";

let gateway: TestGateway | undefined;

afterEach(async () => {
  await gateway?.close();
  gateway = undefined;
});

async function clientOf(door: TestDoor, credentials = testKeys): Promise<S3Client> {
  gateway = await openTestGateway(door);
  return new S3Client({ endpoint: gateway.endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
}

/** Reads the body of an upload as a service would, and tells its hash. */
async function store(request: OperationRequest): Promise<Record<string, unknown>> {
  const { Body } = request.input as { readonly Body: PayloadStream };
  const hash = createHash("md5");
  let bytes = 0;
  for await (const chunk of Body as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { ETag: `"${hash.digest("hex")}"`, VersionId: String(bytes), ChecksumCRC32: Body.checksums.get("CRC32") };
}

const md5 = (bytes: Uint8Array): string => `"${createHash("md5").update(bytes).digest("hex")}"`;

describe("a gateway before S3", () => {
  test("streams an object of known size to the service and checks its sums", async () => {
    const client = await clientOf({ run: store });
    const content = Buffer.alloc(3_000_000, "0123456789abc");

    const answer = await client.send(
      new PutObjectCommand({ Bucket: "inbox", Key: "a b/ö+.csv", Body: content, Metadata: { Owner: "me" } }),
    );

    expect(answer.ETag).toBe(md5(content));
    expect(answer.ChecksumCRC32).toMatch(/^.{8}$/);
    expect(gateway?.requests[0]?.input).toMatchObject({
      Bucket: "inbox",
      Key: "a b/ö+.csv",
      Metadata: { owner: "me" },
    });
  });

  test("takes a stream apart that comes in chunks with a sum behind it", async () => {
    const client = await clientOf({ run: store });
    const content = Buffer.alloc(1_000_000, "xyz");
    const body = Readable.from([content.subarray(0, 10), content.subarray(10)]);

    const answer = await client.send(
      new PutObjectCommand({ Bucket: "inbox", Key: "k", Body: body, ContentLength: content.length }),
    );

    expect(answer).toMatchObject({ ETag: md5(content), VersionId: "1000000" });
    expect(answer.ChecksumCRC32).toMatch(/^.{8}$/);
  });

  test("fails an upload whose content is not what its sum says", async () => {
    const client = await clientOf({ run: store });

    const failure = await client
      .send(new PutObjectCommand({ Bucket: "inbox", Key: "k", Body: "content", ChecksumCRC32: "AAAAAA==" }))
      .catch((error) => error);

    expect(failure).toMatchObject({ name: "BadDigest", $metadata: { httpStatusCode: 400 } });
  });

  test("answers a refused upload only after reading it, so that the client hears why", async () => {
    const refuse = (): never => {
      throw new AwsError("NoSuchBucket", "The specified bucket does not exist", { fields: { BucketName: "inbox" } });
    };
    const client = await clientOf({ run: refuse });

    const failure = await client
      .send(new PutObjectCommand({ Bucket: "inbox", Key: "k", Body: Buffer.alloc(20_000_000) }))
      .catch((error) => error);

    expect(failure).toMatchObject({ name: "NoSuchBucket", BucketName: "inbox" });
  });

  test("answers a service that did not care for the content after reading the rest of it", async () => {
    const client = await clientOf({ run: () => ({ ETag: '"unread"' }) });

    const answer = await client.send(
      new PutObjectCommand({ Bucket: "inbox", Key: "k", Body: Buffer.alloc(5_000_000) }),
    );

    expect(answer.ETag).toBe('"unread"');
  });

  test("streams an object to the client, with the head its output names", async () => {
    const parts = Array.from({ length: 100 }, (_, at) => Buffer.alloc(10_000, at));
    const client = await clientOf({
      run: () => ({ Body: Readable.from(parts), ContentLength: 1_000_000, ETag: '"e"', Metadata: { owner: "me" } }),
    });

    const answer = await client.send(new GetObjectCommand({ Bucket: "inbox", Key: "k" }));
    const content = await answer.Body?.transformToByteArray();

    expect(Buffer.concat(parts).equals(content ?? new Uint8Array())).toBe(true);
    expect(answer).toMatchObject({ ContentLength: 1_000_000, ETag: '"e"', Metadata: { owner: "me" } });
  });

  test("ends what streams when the client goes away", async () => {
    const source = new Readable({ read: () => undefined });
    source.push("first");
    const client = await clientOf({ run: () => ({ Body: source }) });

    const answer = await client.send(new GetObjectCommand({ Bucket: "inbox", Key: "k" }));
    (answer.Body as Readable).destroy();
    await new Promise((resolve) => source.on("close", resolve));

    expect(source.destroyed).toBe(true);
  });

  test("answers HEAD without a body, errors included", async () => {
    const client = await clientOf({
      run: () => {
        throw new AwsError("NotFound", "Not Found", { status: 404 });
      },
    });

    const failure = await client.send(new HeadObjectCommand({ Bucket: "inbox", Key: "k" })).catch((error) => error);

    expect(failure).toMatchObject({ name: "NotFound", $metadata: { httpStatusCode: 404 } });
  });

  test("answers a condition that does not hold with 304 and no body", async () => {
    const client = await clientOf({
      run: () => {
        throw new AwsError("NotModified", "Not Modified", { status: 304 });
      },
    });

    const failure = await client.send(new GetObjectCommand({ Bucket: "inbox", Key: "k" })).catch((error) => error);

    expect(failure.$metadata.httpStatusCode).toBe(304);
  });

  test("explains a signature that does not match", async () => {
    const client = await clientOf({}, { ...testKeys, secretAccessKey: "wrong" });

    const failure = await client.send(new GetObjectCommand({ Bucket: "inbox", Key: "k" })).catch((error) => error);

    expect(failure).toMatchObject({ name: "SignatureDoesNotMatch", AWSAccessKeyId: testKeys.accessKeyId });
    expect(failure.StringToSign).toContain("AWS4-HMAC-SHA256\n");
    expect(failure.CanonicalRequest).toContain("GET\n/inbox/k\n");
  });

  test("runs unsigned requests as nobody", async () => {
    await clientOf({ run: () => ({ Body: "public" }) });

    const answer = await fetch(`${gateway?.endpoint}/inbox/k`);

    expect(await answer.text()).toBe("public");
    expect(gateway?.requests[0]?.principal.kind).toBe("anonymous");
  });
});
