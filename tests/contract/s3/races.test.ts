import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually, startTestCloud, type TestCloud } from "../../support/cloud.ts";

const Bucket = "races";
const folder = mkdtempSync(join(tmpdir(), "millrace-races-"));
const blobs = join(folder, "blobs", "s3");
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ folder });
  await cloud.s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true });
});

const partialFiles = (): number =>
  existsSync(join(blobs, "partial")) ? readdirSync(join(blobs, "partial")).length : 0;
const files = (): number =>
  readdirSync(blobs, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).length;

/** A body whose second half comes when so many uploads have begun to arrive. */
function halting(bytes: Buffer, uploads: number): Readable {
  const half = bytes.length / 2;
  async function* halves() {
    yield bytes.subarray(0, half);
    await eventually(async () => partialFiles() === uploads || undefined);
    yield bytes.subarray(half);
  }
  return Readable.from(halves());
}

/** An upload of two parts, ready to be completed. */
async function uploadTwoParts(Key: string) {
  const { UploadId } = await cloud.s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  const bodies = [Buffer.alloc(5 * 1024 * 1024, "a"), Buffer.from("the end")];
  const Parts = await Promise.all(
    bodies.map(async (Body, index) => {
      const PartNumber = index + 1;
      const { ETag } = await cloud.s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
      return { PartNumber, ETag };
    }),
  );
  const complete = () =>
    cloud.s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));
  const abort = () => cloud.s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  return { content: Buffer.concat(bodies), complete, abort };
}

const read = async (Key: string): Promise<Buffer> => {
  const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};

describe("PutObject", () => {
  it("lets one of two conditional uploads through, and keeps nothing of the other", async () => {
    const content = Buffer.alloc(1024 * 1024, "x");
    const before = files();
    const put = () =>
      cloud.s3.send(
        new PutObjectCommand({
          Bucket,
          Key: "once",
          Body: halting(content, 2),
          ContentLength: content.length,
          IfNoneMatch: "*",
        }),
      );

    const outcomes = await Promise.allSettled([put(), put()]);

    const failures = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(failures).toMatchObject([{ reason: { name: "PreconditionFailed" } }]);
    expect(await read("once")).toEqual(content);
    await eventually(async () => files() === before + 1 || undefined);
  });
});

describe("CompleteMultipartUpload", () => {
  it("makes one whole object when it comes twice at a time", async () => {
    const { content, complete } = await uploadTwoParts("twice");

    const outcomes = await Promise.allSettled([complete(), complete()]);

    expect(outcomes.map(({ status }) => status)).toContain("fulfilled");
    expect((await read("twice")).equals(content)).toBe(true);
  });

  it("completes or aborts when both come at a time, and nothing between", async () => {
    const { content, complete, abort } = await uploadTwoParts("contested");

    const [completed] = await Promise.allSettled([complete(), abort()]);

    if (completed.status === "fulfilled") expect((await read("contested")).equals(content)).toBe(true);
    else {
      expect(completed.reason).toMatchObject({ name: "NoSuchUpload" });
      await expect(read("contested")).rejects.toMatchObject({ name: "NoSuchKey" });
    }
  });
});
