import { Readable } from "node:stream";
import { AwsError } from "../aws-error.ts";
import { incompleteBody } from "../chunked/chunk-decoder.ts";
import { header, type RequestHead } from "../request-head.ts";

/** A browser's upload, read up to its file. */
export interface FormUpload {
  /** Fields before the file, names in lower case; what follows it S3 ignores. */
  readonly fields: ReadonlyMap<string, string>;
  readonly fileName: string;
  readonly fileType: string | undefined;
  /** The file's bytes, as fast as they are read. */
  readonly file: Readable;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-UsingHTTPPOST.html: without the file 20 kB */
const fieldBytesMax = 20 * 1024;

/** Reads a form of `multipart/form-data` in bounded memory: its fields, then its file as a stream. */
export function openFormUpload(source: Readable, head: RequestHead): Promise<FormUpload> {
  const boundary = boundaryOf(head);
  return new Promise((resolve, reject) => {
    const reader = new FormReader(source, boundary, resolve);
    source.on("data", (bytes: Buffer) => reader.guard(reject, () => reader.receive(bytes)));
    source.on("end", () => reader.guard(reject, () => reader.end()));
    source.on("error", (error) => reader.fail(reject, error));
    source.on("close", () => reader.fail(reject, incompleteBody()));
  });
}

function boundaryOf(head: RequestHead): string {
  const found = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(header(head, "content-type") ?? "");
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined) throw malformedPost();
  return boundary;
}

const malformedPost = (): AwsError =>
  new AwsError("MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.", {
    status: 400,
  });

const tooManyFields = (): AwsError =>
  new AwsError(
    "MaxPostPreDataLengthExceededError",
    "Your POST request fields preceding the upload file was too large.",
    {
      status: 400,
    },
  );

class FormReader {
  readonly #source: Readable;
  readonly #delimiter: Buffer;
  readonly #opened: (upload: FormUpload) => void;
  readonly #fields = new Map<string, string>();
  /** Bytes not yet understood; begins as if a line had ended, because the first delimiter needs none before it. */
  #waiting: Buffer = Buffer.from("\r\n", "latin1");
  #fieldBytes = 0;
  #file: Readable | undefined;
  #isOver: boolean = false;

  constructor(source: Readable, boundary: string, opened: (upload: FormUpload) => void) {
    this.#source = source;
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, "utf8");
    this.#opened = opened;
  }

  guard(reject: (error: unknown) => void, run: () => void): void {
    if (this.#isOver) return;
    try {
      run();
    } catch (error) {
      this.fail(reject, error);
    }
  }

  fail(reject: (error: unknown) => void, error: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#file === undefined) reject(error);
    else this.#file.destroy(error instanceof Error ? error : new Error(String(error)));
  }

  receive(bytes: Buffer): void {
    this.#waiting = this.#waiting.length === 0 ? bytes : Buffer.concat([this.#waiting, bytes]);
    while (this.#file === undefined && this.#readPart());
    if (this.#file !== undefined) this.#readFile(this.#file);
  }

  end(): void {
    throw this.#file === undefined ? noFile() : incompleteBody();
  }

  /** Reads one field, or the head of the file; false when more bytes are needed. */
  #readPart(): boolean {
    const start = this.#waiting.indexOf(this.#delimiter);
    const afterDelimiter = start + this.#delimiter.length;
    if (start < 0 || this.#waiting.length < afterDelimiter + 2) return this.#needMore();
    if (this.#waiting.toString("latin1", afterDelimiter, afterDelimiter + 2) === "--") throw noFile();
    const headEnd = this.#waiting.indexOf("\r\n\r\n", afterDelimiter);
    if (headEnd < 0) return this.#needMore();
    const part = partHead(this.#waiting.toString("utf8", afterDelimiter, headEnd));
    if (part.name === "file") {
      this.#waiting = this.#waiting.subarray(headEnd + 4);
      this.#openFile(part);
      return false;
    }
    const end = this.#waiting.indexOf(this.#delimiter, headEnd + 2);
    if (end < 0) return this.#needMore();
    this.#fields.set(part.name, this.#waiting.toString("utf8", headEnd + 4, end));
    this.#fieldBytes += end - start;
    this.#waiting = this.#waiting.subarray(end);
    return true;
  }

  #needMore(): false {
    if (this.#fieldBytes + this.#waiting.length > fieldBytesMax + 64 * 1024) throw tooManyFields();
    return false;
  }

  #openFile(part: PartHead): void {
    if (this.#fieldBytes > fieldBytesMax) throw tooManyFields();
    const source = this.#source;
    this.#file = new Readable({ read: () => source.resume() });
    this.#opened({ fields: this.#fields, fileName: part.fileName, fileType: part.contentType, file: this.#file });
  }

  /** Everything but what could be the beginning of the delimiter belongs to the file. */
  #readFile(file: Readable): void {
    const end = this.#waiting.indexOf(this.#delimiter);
    const sure = end < 0 ? Math.max(0, this.#waiting.length - this.#delimiter.length + 1) : end;
    if (sure > 0 && !file.push(this.#waiting.subarray(0, sure)) && end < 0) this.#source.pause();
    this.#waiting = this.#waiting.subarray(sure);
    if (end < 0) return;
    this.#isOver = true;
    file.push(null);
    this.#source.resume();
  }
}

interface PartHead {
  readonly name: string;
  readonly fileName: string;
  readonly contentType: string | undefined;
}

function partHead(text: string): PartHead {
  const name = /;\s*name="([^"]*)"/i.exec(text)?.[1];
  if (name === undefined) throw malformedPost();
  const fileName = /;\s*filename="([^"]*)"/i.exec(text)?.[1] ?? "";
  const contentType = /^content-type:\s*(.+?)\s*$/im.exec(text)?.[1];
  // Some browsers send the whole path of the file.
  return {
    name: name.toLowerCase(),
    fileName: fileName.slice(Math.max(fileName.lastIndexOf("/"), fileName.lastIndexOf("\\")) + 1),
    contentType,
  };
}

const noFile = (): AwsError =>
  new AwsError("InvalidArgument", "POST requires exactly one file upload per request.", {
    status: 400,
    fields: { ArgumentName: "file", ArgumentValue: "0" },
  });
