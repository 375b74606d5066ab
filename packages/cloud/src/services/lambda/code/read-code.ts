import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { AwsError, header } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { codeNotReadable, imagesUnsupported, noCode, requestTooLarge } from "../errors.ts";
import type { Code } from "../model.ts";
import type { LambdaStore } from "../store.ts";
import { checkZip } from "./zip.ts";

/** Where a function's code comes from: the zip itself, or an object that holds it. */
export interface CodeSource {
  readonly ZipFile?: Uint8Array | undefined;
  readonly S3Bucket?: string | undefined;
  readonly S3Key?: string | undefined;
  readonly S3ObjectVersion?: string | undefined;
  readonly ImageUri?: string | undefined;
}

/** A zip of 50 MB in base64, and room for what stands beside it. Observed on AWS. */
const requestBytesMax = 70_167_211;

/** Reads, checks and keeps a function's zip. Throws InvalidParameterValueException for anything that is none. */
export async function readCode(call: Call<LambdaStore>, source: CodeSource, operation: string): Promise<Code> {
  if (source.ImageUri !== undefined) throw imagesUnsupported();
  if (Number(header(call, "content-length") ?? 0) > requestBytesMax) throw requestTooLarge(operation, requestBytesMax);
  const zip = source.ZipFile === undefined ? await fetchZip(call, source) : Buffer.from(source.ZipFile);
  await checkZip(zip);
  const { id, bytes } = await call.store.blobs.write(once(zip));
  return { blobId: id, bytes, sha256: createHash("sha256").update(zip).digest("base64") };
}

async function fetchZip(call: Call<LambdaStore>, { S3Bucket, S3Key, S3ObjectVersion }: CodeSource): Promise<Buffer> {
  if (S3Bucket === undefined || S3Key === undefined) throw noCode();
  try {
    const version = S3ObjectVersion === undefined ? {} : { VersionId: S3ObjectVersion };
    const input = { Bucket: S3Bucket, Key: S3Key, ...version };
    const { Body } = await call.aws.call("s3", "GetObject", input, { principal: call.principal });
    return await buffer(Readable.from(Body instanceof Uint8Array ? [Body] : (Body as AsyncIterable<Uint8Array>)));
  } catch (error) {
    throw error instanceof AwsError ? codeNotReadable(error) : error;
  }
}

async function* once(bytes: Buffer): AsyncIterable<Uint8Array> {
  yield bytes;
}
