import { Readable } from "node:stream";
import { createGunzip, gzipSync } from "node:zlib";
import { GetObjectCommand, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import type { ByteRange } from "@millrace/pipeline";
import { HandlerError } from "../handler-error.ts";
import { ObjectWriter } from "../rejects/object-writer.ts";
import { lineFeedLines } from "./line-feed-lines.ts";

/** The folder in which the functions of one run leave things for each other. Writing a thing again replaces it by the same. */
export class Scratch {
  readonly bucket: string;
  readonly #s3: S3Client;
  readonly #prefix: string;

  constructor(s3: S3Client, bucket: string, prefix: string) {
    this.#s3 = s3;
    this.bucket = bucket;
    this.#prefix = prefix;
  }

  folder(name: string): Scratch {
    return new Scratch(this.#s3, this.bucket, this.#prefix + name);
  }

  key(name: string): string {
    return this.#prefix + name;
  }

  async put(name: string, value: unknown): Promise<void> {
    const body = { Body: JSON.stringify(value), ContentType: "application/json" };
    await this.#s3.send(new PutObjectCommand({ Bucket: this.bucket, Key: this.key(name), ...body }));
  }

  /** What some function has left under the name; undefined where none has. */
  async find<Value>(name: string): Promise<Value | undefined> {
    try {
      const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: this.key(name) }));
      // Written by this room, in the shape that it is read in.
      return JSON.parse((await Body?.transformToString()) ?? "") as Value;
    } catch (error) {
      if (isNoSuchKey(error)) return undefined;
      throw error;
    }
  }

  async get<Value>(name: string): Promise<Value> {
    const found = await this.find<Value>(name);
    if (found !== undefined) return found;
    throw new HandlerError("bad-scratch", `Cannot go on: there is nothing at "${this.key(name)}"`);
  }

  /** Lines of text, gzipped. */
  lines(name: string): LineWriter {
    return new LineWriter(
      new ObjectWriter(this.#s3, { bucket: this.bucket, key: this.key(name), contentType: "application/gzip" }),
    );
  }

  /** A range of the bytes that are there under the name. */
  async bytes(name: string, { start, end }: ByteRange): Promise<Buffer> {
    const Range = `bytes=${start}-${end - 1}`;
    const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: this.key(name), Range }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  }

  object(name: string, contentType: string): ObjectWriter {
    return new ObjectWriter(this.#s3, { bucket: this.bucket, key: this.key(name), contentType });
  }

  /** The lines that are there under the name; none where nothing is. */
  async *readLines(name: string): AsyncGenerator<string> {
    const body = await this.#open(name);
    if (body === undefined) return;
    const text = body.pipe(createGunzip());
    body.on("error", (error) => text.destroy(error));
    // Lines of JSON may hold U+2028, which `readline` takes for the end of a line; only the line feed is one here.
    yield* lineFeedLines(text);
  }

  async #open(name: string): Promise<Readable | undefined> {
    try {
      const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: this.key(name) }));
      return Body instanceof Readable ? Body : undefined;
    } catch (error) {
      if (isNoSuchKey(error)) return undefined;
      throw error;
    }
  }
}

/** Writes lines in batches; every batch is a gzip member of its own. */
export class LineWriter {
  readonly #object: ObjectWriter;

  constructor(object: ObjectWriter) {
    this.#object = object;
  }

  async write(lines: readonly string[]): Promise<void> {
    if (lines.length > 0) await this.#object.write(gzipSync(`${lines.join("\n")}\n`, { level: 1 }));
  }

  async close(): Promise<void> {
    // An object without bytes would not be gzip.
    await this.#object.write(gzipSync(""));
    await this.#object.close();
  }
}

const isNoSuchKey = (error: unknown): boolean => error instanceof Error && error.name === "NoSuchKey";
