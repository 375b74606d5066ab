import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";

/** S3 wants parts of at least 5 MiB, except the last. https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const partBytes = 8 * 1024 * 1024;

export interface ObjectTarget {
  readonly bucket: string;
  readonly key: string;
  readonly contentType: string;
}

/**
 * Writes content of any length to one object and holds no more than a part of it. Nothing is there to see before `close`; what was
 * never closed is taken away by the bucket's rule for unfinished uploads, so that no function needs the right to.
 */
export class ObjectWriter {
  readonly #s3: S3Client;
  readonly #target: ObjectTarget;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #uploadId: string | undefined;
  readonly #parts: { readonly PartNumber: number; readonly ETag: string | undefined }[] = [];

  constructor(s3: S3Client, target: ObjectTarget) {
    this.#s3 = s3;
    this.#target = target;
  }

  async write(content: string | Buffer): Promise<void> {
    const bytes = typeof content === "string" ? Buffer.from(content) : content;
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= partBytes) await this.#uploadPart();
  }

  async close(): Promise<void> {
    if (this.#uploadId === undefined) {
      await this.#s3.send(
        new PutObjectCommand({ ...this.#name, ContentType: this.#target.contentType, Body: this.#take() }),
      );
      return;
    }
    if (this.#waitingBytes > 0) await this.#uploadPart();
    const upload = { UploadId: this.#uploadId, MultipartUpload: { Parts: this.#parts } };
    await this.#s3.send(new CompleteMultipartUploadCommand({ ...this.#name, ...upload }));
    this.#uploadId = undefined;
  }

  async #uploadPart(): Promise<void> {
    this.#uploadId ??= await this.#begin();
    const PartNumber = this.#parts.length + 1;
    const part = { UploadId: this.#uploadId, PartNumber, Body: this.#take() };
    const { ETag } = await this.#s3.send(new UploadPartCommand({ ...this.#name, ...part }));
    this.#parts.push({ PartNumber, ETag });
  }

  async #begin(): Promise<string> {
    const { contentType } = this.#target;
    const { UploadId } = await this.#s3.send(
      new CreateMultipartUploadCommand({ ...this.#name, ContentType: contentType }),
    );
    if (UploadId === undefined) throw new Error("Cannot write an object: S3 began an upload without an id");
    return UploadId;
  }

  #take(): Buffer {
    const bytes = Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#waitingBytes = 0;
    return bytes;
  }

  get #name() {
    return { Bucket: this.#target.bucket, Key: this.#target.key };
  }
}
