import { createHash } from "node:crypto";
import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import type { AwsError } from "../aws-error.ts";
import type { RequestHead } from "../request-head.ts";
import { PayloadStream } from "./payload-stream.ts";
import { readPayload } from "./read-payload.ts";

const headOf = (headers: Readonly<Record<string, string>>): RequestHead => ({
  ...{ method: "PUT", path: "/b/k", query: "", headers },
  sourceIp: "127.0.0.1",
  isSecure: false,
});

const options = (headers: Readonly<Record<string, string>>) => ({
  head: headOf(headers),
  signature: undefined,
  secretAccessKey: undefined,
});

const content = "123456789";
const sha256 = createHash("sha256").update(content).digest("hex");
const md5 = createHash("md5").update(content).digest("base64");
const trailing = (value: string): string => `9\r\n${content}\r\n0\r\nx-amz-checksum-crc32:${value}\r\n\r\n`;
const chunked = {
  "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
  "x-amz-trailer": "x-amz-checksum-crc32",
};

async function streamed(body: string, headers: Readonly<Record<string, string>>): Promise<string> {
  const source = new PassThrough();
  const payload = new PayloadStream(source, options(headers));
  source.end(body);
  const chunks: Buffer[] = [];
  for await (const chunk of payload as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

const buffered = (body: string, headers: Readonly<Record<string, string>>): string =>
  readPayload(Buffer.from(body), options(headers)).toString("utf8");

describe("the content of an upload", () => {
  test.each([
    ["its hash", content, { "x-amz-content-sha256": sha256 }],
    ["its MD5", content, { "content-md5": md5 }],
    ["a sum in its head", content, { "x-amz-checksum-crc32": "y/Q5Jg==" }],
    ["a sum behind it", trailing("y/Q5Jg=="), { ...chunked, "x-amz-decoded-content-length": "9" }],
    ["nothing", content, { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" }],
  ])("passes when its client promised %s", async (_, body, headers) => {
    expect(await streamed(body, headers)).toBe(content);
    expect(buffered(body, headers)).toBe(content);
  });

  test.each([
    ["another hash", content, { "x-amz-content-sha256": sha256.replace(/^./, "0") }, "XAmzContentSHA256Mismatch"],
    ["another MD5", content, { "content-md5": md5.replace(/^./, "A") }, "BadDigest"],
    ["an MD5 that is none", content, { "content-md5": "AAAA" }, "InvalidDigest"],
    ["another sum", content, { "x-amz-checksum-crc32": "AAAAAA==" }, "BadDigest"],
    ["a sum that is none", content, { "x-amz-checksum-crc32": "AAA=" }, "InvalidRequest"],
    [
      "two sums",
      content,
      { "x-amz-checksum-crc32": "y/Q5Jg==", "x-amz-checksum-sha1": "98O8HYCOBHMq32eZZczDTKeuNEE=" },
      "InvalidRequest",
    ],
    ["another sum behind it", trailing("AAAAAA=="), chunked, "BadDigest"],
    ["a sum behind it that does not come", `9\r\n${content}\r\n0\r\n\r\n`, chunked, "MalformedTrailerError"],
    ["another length", trailing("y/Q5Jg=="), { ...chunked, "x-amz-decoded-content-length": "10" }, "IncompleteBody"],
    ["an algorithm without a sum", content, { "x-amz-sdk-checksum-algorithm": "CRC32" }, "InvalidRequest"],
  ])("is refused when its client promised %s", async (_, body, headers, code) => {
    const error = await Promise.resolve()
      .then(() => streamed(body, headers as never))
      .catch((thrown: AwsError) => thrown);

    expect(error).toMatchObject({ code });
    expect(() => buffered(body, headers as never)).toThrow(expect.objectContaining({ code }));
  });

  test("fails when the client goes away before its end", async () => {
    const source = new PassThrough();
    const payload = new PayloadStream(source, options({}));
    const failure = new Promise<AwsError>((resolve) => payload.on("error", resolve as (error: Error) => void));

    source.write("some");
    payload.resume();
    source.destroy();

    expect(await failure).toMatchObject({ code: "IncompleteBody" });
  });

  test("computes further sums for the service", async () => {
    const source = new PassThrough();
    const payload = new PayloadStream(source, options({ "x-amz-checksum-crc32": "y/Q5Jg==" }))
      .compute("MD5")
      .compute("CRC64NVME");

    source.end(content);
    for await (const _ of payload);

    expect([...payload.checksums]).toEqual([
      ["CRC32", "y/Q5Jg=="],
      ["MD5", md5],
      ["CRC64NVME", "rosUhgp5mIg="],
    ]);
  });

  test("does not read on while nobody takes what was read", async () => {
    const source = new PassThrough({ highWaterMark: 64 * 1024 });
    const payload = new PayloadStream(source, options({}));
    payload.once("readable", () => undefined);

    let written = 0;
    while (written < 100 && source.write(Buffer.alloc(64 * 1024))) written++;
    await new Promise((resolve) => setImmediate(resolve));

    expect(payload.readableLength).toBeLessThanOrEqual(2);
    expect(source.isPaused() || written < 100).toBe(true);
  });
});
