import { createHash } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  NoSuchUpload,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud, type TestCloud } from "../../support/cloud.ts";

const Bucket = "multipart";
const mebibyte = 1024 * 1024;
const large = Buffer.alloc(5 * mebibyte, "first part ");
const small = Buffer.from("the end");
let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await cloud.s3.send(
    new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } }),
  );
});
afterAll(() => cloud.stop());

async function begin(Key: string, more: Partial<CreateMultipartUploadCommandInput> = {}) {
  const { UploadId = "" } = await cloud.s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }));
  const where = { Bucket, Key, UploadId };
  return {
    where,
    upload: async (PartNumber: number, Body: Buffer, checksum: object = {}): Promise<CompletedPart> => {
      const answer = await cloud.s3.send(new UploadPartCommand({ ...where, PartNumber, Body, ...checksum }));
      const { ETag, ChecksumCRC32, ChecksumSHA256 } = answer;
      return { PartNumber, ETag, ChecksumCRC32, ChecksumSHA256 } as CompletedPart;
    },
    complete: (Parts: CompletedPart[]) =>
      cloud.s3.send(new CompleteMultipartUploadCommand({ ...where, MultipartUpload: { Parts } })),
  };
}
const md5 = (bytes: Buffer) => createHash("md5").update(bytes).digest();
const read = async (Key: string, more: object = {}) => {
  const { Body } = await cloud.s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};

describe("CreateMultipartUpload, UploadPart and CompleteMultipartUpload", () => {
  it("make one object of the parts, with an ETag of their ETags", async () => {
    const { upload, complete } = await begin("joined", { ContentType: "text/csv", Metadata: { a: "b" } });
    const second = await upload(2, small);
    const first = await upload(1, large);
    const { ETag } = await complete([first, second]);

    expect(ETag).toBe(`"${md5(Buffer.concat([md5(large), md5(small)])).toString("hex")}-2"`);
    expect((await read("joined")).equals(Buffer.concat([large, small]))).toBe(true);
    expect((await read("joined", { Range: `bytes=${large.length - 4}-${large.length + 2}` })).toString()).toBe(
      Buffer.concat([large.subarray(-4), small.subarray(0, 3)]).toString(),
    );
    const head = await cloud.s3.send(new HeadObjectCommand({ Bucket, Key: "joined", PartNumber: 2 }));
    expect(head).toMatchObject({ ContentLength: small.length, PartsCount: 2, ContentType: "text/csv" });
  });

  it("answer a composite or a full-object checksum, as was asked", async () => {
    const composite = await begin("composite", { ChecksumAlgorithm: "SHA256" });
    const one = await composite.upload(1, small, { ChecksumAlgorithm: "SHA256" });
    const sha = createHash("sha256").update(createHash("sha256").update(small).digest()).digest("base64");
    expect(await composite.complete([one])).toMatchObject({ ChecksumSHA256: `${sha}-1`, ChecksumType: "COMPOSITE" });
    const { Checksum } = await cloud.s3.send(
      new GetObjectAttributesCommand({ Bucket, Key: "composite", ObjectAttributes: ["Checksum"] }),
    );
    expect(Checksum).toEqual({ ChecksumSHA256: sha, ChecksumType: "COMPOSITE" });

    const full = await begin("full", { ChecksumAlgorithm: "CRC32", ChecksumType: "FULL_OBJECT" });
    const parts = [await full.upload(1, large), await full.upload(2, small)];
    const joined = await full.complete(parts);
    const { ChecksumCRC32 } = await cloud.s3.send(
      new PutObjectCommand({ Bucket, Key: "whole", Body: Buffer.concat([large, small]) }),
    );
    expect(joined).toMatchObject({ ChecksumCRC32, ChecksumType: "FULL_OBJECT" });
  });

  it("replace a part that is uploaded again", async () => {
    const { upload, complete } = await begin("again");
    await upload(1, Buffer.from("old"));
    const part = await upload(1, Buffer.from("new"));
    await complete([part]);

    expect((await read("again")).toString()).toBe("new");
  });

  it("refuse parts that are missing, out of order, too small or none at all", async () => {
    const { upload, complete } = await begin("refused");
    const [one, two] = [await upload(1, small), await upload(2, small)];

    await expect(complete([{ PartNumber: 3, ETag: '"x"' }])).rejects.toMatchObject({ name: "InvalidPart" });
    await expect(complete([{ ...one, ETag: '"00000000000000000000000000000000"' }])).rejects.toMatchObject({
      name: "InvalidPart",
    });
    await expect(complete([two, one])).rejects.toMatchObject({ name: "InvalidPartOrder" });
    await expect(complete([one, two])).rejects.toMatchObject({ name: "EntityTooSmall" });
    await expect(complete([])).rejects.toMatchObject({ name: "InvalidRequest" });
    await expect(upload(10_001, small)).rejects.toMatchObject({ name: "InvalidArgument" });
  });
});

describe("UploadPartCopy", () => {
  it("takes a range of another object", async () => {
    await cloud.s3.send(new PutObjectCommand({ Bucket, Key: "source", Body: "0123456789" }));
    const { where, complete } = await begin("copied");
    const { CopyPartResult } = await cloud.s3.send(
      new UploadPartCopyCommand({
        ...where,
        PartNumber: 1,
        CopySource: `${Bucket}/source`,
        CopySourceRange: "bytes=2-5",
      }),
    );
    await complete([{ PartNumber: 1, ETag: CopyPartResult?.ETag } as CompletedPart]);

    expect((await read("copied")).toString()).toBe("2345");
  });
});

describe("ListParts, ListMultipartUploads and AbortMultipartUpload", () => {
  it("show what is under way, and end it", async () => {
    const { where, upload } = await begin("aborted/1");
    await upload(1, small);
    await upload(2, small);

    const parts = await cloud.s3.send(new ListPartsCommand({ ...where, MaxParts: 1 }));
    const uploads = await cloud.s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: "aborted/" }));
    expect(parts).toMatchObject({ IsTruncated: true, NextPartNumberMarker: "1" });
    expect(parts.Parts).toMatchObject([{ PartNumber: 1, Size: small.length }]);
    expect(uploads.Uploads).toMatchObject([{ Key: "aborted/1", UploadId: where.UploadId }]);

    await cloud.s3.send(new AbortMultipartUploadCommand(where));
    await expect(cloud.s3.send(new ListPartsCommand(where))).rejects.toThrow(NoSuchUpload);
    await expect(upload(3, small)).rejects.toThrow(NoSuchUpload);
  });
});
