/** What JSON.stringify puts in the place of a character of a text; 0: nothing. */
const escapes: readonly (Buffer | undefined)[] = Array.from({ length: 256 }, (_, code) => {
  if (code >= 0x80) return undefined;
  const written = JSON.stringify(String.fromCharCode(code)).slice(1, -1);
  return written.length === 1 ? undefined : Buffer.from(written);
});
const isEscaped = Uint8Array.from(escapes, (written) => (written === undefined ? 0 : 1));

/** A byte of a text takes so many in JSON at most. */
const escapedMax = 6;

const nothing = new Uint8Array(0);
const brace = 123;
const closingBrace = 125;
const lineFeed = 10;

/** JSON of many rows, a line for each. Who holds a row of it holds the page, whose bytes move when it grows. */
export class JsonPage {
  bytes: Buffer;
  length = 0;
  #rowStart = 0;
  /** What the row may still take. */
  #reserved = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafeSlow(size);
  }

  /** Begins a row whose members take their texts from so many bytes, and so many besides. */
  beginRow(textBytes: number, otherBytes: number): void {
    this.#reserve(textBytes * escapedMax + otherBytes);
    this.#rowStart = this.length;
  }

  /** Where the row is; the line feed behind it does not belong to it. */
  endRow(): JsonSpan {
    const start = this.#rowStart;
    if (this.length === start) this.length++;
    // The comma before the first member.
    this.bytes[start] = brace;
    this.bytes[this.length++] = closingBrace;
    this.bytes[this.length++] = lineFeed;
    return { page: this, start, end: this.length - 1 };
  }

  /** A row that is JSON already. */
  putRow(json: string): JsonSpan {
    this.beginRow(json.length, 1);
    const start = this.length;
    this.putJson(json);
    this.bytes[this.length++] = lineFeed;
    return { page: this, start, end: this.length - 1 };
  }

  /** As if the row had not been begun. */
  takeBack(): void {
    this.length = this.#rowStart;
  }

  /** Bytes as they are. */
  put(from: Uint8Array, start = 0, end = from.length): void {
    const { bytes } = this;
    let length = this.length;
    for (let at = start; at < end; at++) bytes[length++] = from[at] as number;
    this.length = length;
  }

  putByte(byte: number): void {
    this.bytes[this.length++] = byte;
  }

  /** UTF-8 as it stands in a JSON text. */
  putText(from: Uint8Array, start: number, end: number): void {
    const { bytes } = this;
    let length = this.length;
    for (let at = start; at < end; at++) {
      const byte = from[at] as number;
      if (isEscaped[byte] === 0) bytes[length++] = byte;
      else {
        this.length = length;
        this.put(escapes[byte] ?? nothing);
        length = this.length;
      }
    }
    this.length = length;
  }

  /** Any text as JSON. */
  putString(text: string): void {
    this.putJson(JSON.stringify(text));
  }

  putJson(json: string): void {
    this.#reserve(json.length * 3 + this.#reserved);
    this.length += this.bytes.write(json, this.length, "utf8");
  }

  #reserve(count: number): void {
    this.#reserved = count;
    if (this.length + count <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.length + count));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}

/** A row on a page, without the line feed behind it. */
export interface JsonSpan {
  readonly page: JsonPage;
  readonly start: number;
  readonly end: number;
}

export const spanText = ({ page, start, end }: JsonSpan): string => page.bytes.toString("utf8", start, end);
