import { connect } from "node:net";
import { DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, HeadObjectCommand, ListBucketsCommand, NotFound, S3Client } from "@aws-sdk/client-s3";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { clientConfig, startTestCloud, type TestCloud } from "../../support/cloud.ts";

const Bucket = "refusals";
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await cloud.s3.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
  );
});
afterEach(async () => {
  // Whatever was refused, the cloud is still there.
  await expect(cloud.sts.send(new GetCallerIdentityCommand({}))).resolves.toMatchObject({ Account: "000000000000" });
});
afterAll(() => cloud.stop());

/** A request of a key whose secret nobody knows: everything but its signature is looked at. */
function headersFor(service: string, more: Record<string, string> = {}): Record<string, string> {
  const time = new Date().toISOString().replace(/[-:]|\.\d{3}/g, "");
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=SOMEBODY/${time.slice(0, 8)}/eu-west-1/${service}/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length, Signature=${"0".repeat(64)}`,
    "x-amz-date": time,
    "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
    ...more,
  };
}

const dynamodb = async (target: string, body: string | Buffer, more: Record<string, string> = {}) => {
  const headers = headersFor("dynamodb", {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": `DynamoDB_20120810.${target}`,
    ...more,
  });
  const answer = await fetch(cloud.cloud.endpoint, { method: "POST", headers, body });
  const text = await answer.text();
  return { status: answer.status, type: text === "" ? undefined : (JSON.parse(text).__type as string), text };
};

const deleteObjects = async (body: string) => {
  const answer = await fetch(`${cloud.cloud.endpoint}/${Bucket}?delete`, {
    method: "POST",
    headers: headersFor("s3"),
    body,
  });
  return { status: answer.status, code: /<Code>(.*?)<\/Code>/.exec(await answer.text())?.[1] };
};

describe("a request for nothing that exists", () => {
  it("is an unknown operation", async () =>
    expect(await dynamodb("Dance", "{}")).toMatchObject({
      status: 400,
      type: expect.stringContaining("UnknownOperationException"),
    }));

  it("names an operation that this cloud does not have", async () =>
    expect(await dynamodb("CreateGlobalTable", '{"GlobalTableName":"table","ReplicationGroup":[]}')).toMatchObject({
      text: expect.stringContaining("CreateGlobalTable"),
    }));
});

describe("a signature", () => {
  it("that another secret made is refused, in each service's own words", async () => {
    const config = {
      ...clientConfig(cloud.cloud.endpoint),
      credentials: { accessKeyId: "test", secretAccessKey: "no" },
    };

    await expect(new S3Client(config).send(new ListBucketsCommand({}))).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
      $metadata: { httpStatusCode: 403 },
    });
    await expect(new DynamoDBClient(config).send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: "InvalidSignatureException",
    });
  });

  it("in a URL is refused when its time is over", async () => {
    const time = new Date(Date.now() - 120_000).toISOString().replace(/[-:]|\.\d{3}/g, "");
    const query = new URLSearchParams({
      "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
      "X-Amz-Credential": `SOMEBODY/${time.slice(0, 8)}/eu-west-1/s3/aws4_request`,
      "X-Amz-Date": time,
      "X-Amz-Expires": "60",
      "X-Amz-SignedHeaders": "host",
      "X-Amz-Signature": "0".repeat(64),
    });

    const answer = await fetch(`${cloud.cloud.endpoint}/${Bucket}/key?${query}`);

    expect(answer.status).toBe(403);
    expect(await answer.text()).toMatch(/<Code>AccessDenied<\/Code><Message>Request has expired<\/Message>/);
  });

  it("that is missing is missed, except by S3, where nobody is somebody", async () => {
    const unsigned = await fetch(cloud.cloud.endpoint, {
      method: "POST",
      headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "DynamoDB_20120810.ListTables" },
      body: "{}",
    });

    expect(await unsigned.text()).toContain("MissingAuthenticationToken");
    expect((await fetch(`${cloud.cloud.endpoint}/${Bucket}/key`)).status).toBe(403);
  });
});

describe("a body", () => {
  it.each(["{", '{"TableName": }', "[1", "\u0000", `${"[".repeat(5000)}`])(
    "that is no JSON (%j) is refused",
    async (body) =>
      expect(await dynamodb("DescribeTable", body)).toMatchObject({
        status: 400,
        type: expect.stringContaining("SerializationException"),
      }),
  );

  it("that is no CBOR is refused", async () => {
    const headers = headersFor("dynamodb", { "smithy-protocol": "rpc-v2-cbor", "content-type": "application/cbor" });
    const url = `${cloud.cloud.endpoint}/service/DynamoDB_20120810/operation/DescribeTable`;
    for (const body of [Buffer.of(0xff), Buffer.of(0xbf, 0x61), Buffer.from("9bffffffffffffffff", "hex")]) {
      const answer = await fetch(url, { method: "POST", headers, body });

      expect(answer.status).toBe(400);
      expect(answer.headers.get("smithy-protocol")).toBe("rpc-v2-cbor");
    }
  });

  it.each([
    "<Delete><Object><Key>a</Key></Object>",
    "<Delete><Object><Key>a</Delete>",
    '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><Delete><Object><Key>&b;</Key></Object></Delete>',
    '<!DOCTYPE d SYSTEM "file:///etc/passwd"><Delete><Object><Key>a</Key></Object></Delete>',
    "<Delete><Object><Key>&unknown;</Key></Object></Delete>",
    "",
  ])("that is no XML we read (%s) is refused", async (body) =>
    expect(await deleteObjects(body)).toMatchObject({ status: 400, code: expect.stringMatching(/^M/) }),
  );

  it("that is too large is refused", async () => {
    const { status, text } = await dynamodb("PutItem", Buffer.alloc(17 * 1024 * 1024, " "));

    expect([400, 413]).toContain(status);
    expect(text).toMatch(/RequestEntityTooLarge|too large|SerializationException/i);
  });

  it("that breaks off, or whose chunks do, leaves no object behind", async () => {
    const head = Object.entries(
      headersFor("s3", {
        host: new URL(cloud.cloud.endpoint).host,
        "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "x-amz-decoded-content-length": "10",
        "content-encoding": "aws-chunked",
        "transfer-encoding": "chunked",
        connection: "close",
      }),
    ).map(([name, value]) => `${name}: ${value}`);
    const request = `PUT /${Bucket}/broken HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n`;
    const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

    const wrongSize = await exchange(`${request}${chunk("zz\r\n0123456789\r\n0\r\n\r\n")}0\r\n\r\n`);
    const short = await exchange(`${request}${chunk("5\r\n01234\r\n0\r\n\r\n")}0\r\n\r\n`);
    await exchange(`${request}${chunk("a\r\n0123")}`, { breakOff: true });

    expect(wrongSize).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(short).toContain("IncompleteBody");
    await expect(cloud.s3.send(new HeadObjectCommand({ Bucket, Key: "broken" }))).rejects.toThrow(NotFound);
  });
});

/** Sends bytes as they are, and answers what comes back. */
function exchange(bytes: string, { breakOff = false } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(cloud.cloud.endpoint);
    let answer = "";
    const socket = connect(Number(port), hostname, () => {
      socket.write(bytes, () => {
        if (breakOff) socket.destroy();
      });
    });
    socket.on("data", (data) => {
      answer += data.toString("utf8");
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", (error) => (breakOff ? resolve(answer) : reject(error)));
  });
}
