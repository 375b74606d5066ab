import { pipeline, Readable } from "node:stream";
import { createInflateRaw } from "node:zlib";
import { blockBytes } from "../bytes/blocks.ts";
import { refuseBomb } from "../bytes/refuse-bomb.ts";
import { PipelineError } from "../pipeline-error.ts";

interface Entry {
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly start: number;
  readonly packedBytes: number;
}

/** @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16 */
const signatures = { local: 0x04034b50, entry: 0x02014b50, end: 0x06054b50 } as const;
const sizes = { local: 30, entry: 46, end: 22 } as const;

/** The comment at the end of an archive is of at most this many bytes. */
const commentMax = 0xffff;

/** The entries of a zip archive that is in memory, by name. */
export class ZipEntries {
  readonly #bytes: Buffer;
  readonly #entries = new Map<string, Entry>();

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    const end = this.#endRecord();
    let at = bytes.readUInt32LE(end + 16);
    for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) at = this.#readEntry(at);
  }

  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** What is in an entry, as it is unpacked. */
  open(name: string): AsyncIterable<Uint8Array> {
    const entry = this.#entries.get(name);
    if (entry === undefined) throw damaged(`it has no "${name}"`);
    if (entry.isEncrypted) throw damaged(`"${name}" is encrypted`);
    const packed = this.#bytes.subarray(entry.start, entry.start + entry.packedBytes);
    if (entry.method === 0) return Readable.from([packed]);
    if (entry.method !== 8) throw damaged(`"${name}" is compressed by method ${entry.method}`);
    const inflate = createInflateRaw({ chunkSize: blockBytes });
    // What goes wrong on the way ends the stream too, so it is thrown where that is read.
    pipeline(Readable.from([packed]), inflate, () => undefined);
    return bounded(inflate, packed.length);
  }

  #endRecord(): number {
    const first = Math.max(0, this.#bytes.length - sizes.end - commentMax);
    for (let at = this.#bytes.length - sizes.end; at >= first; at--) {
      if (this.#bytes.readUInt32LE(at) === signatures.end) return at;
    }
    throw damaged("its end is missing");
  }

  #readEntry(at: number): number {
    const bytes = this.#bytes;
    if (at + sizes.entry > bytes.length || bytes.readUInt32LE(at) !== signatures.entry) {
      throw damaged("its directory is broken");
    }
    const nameBytes = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + sizes.entry, at + sizes.entry + nameBytes);
    const local = bytes.readUInt32LE(at + 42);
    if (local + sizes.local > bytes.length || bytes.readUInt32LE(local) !== signatures.local) {
      throw damaged(`"${name}" is not where its directory says`);
    }
    this.#entries.set(name, {
      method: bytes.readUInt16LE(at + 10),
      isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      start: local + sizes.local + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28),
      packedBytes: bytes.readUInt32LE(at + 20),
    });
    return at + sizes.entry + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}

/** What is in a sheet may say next to nothing, so it is not enough to look at what becomes of it. */
async function* bounded(unpacked: AsyncIterable<Uint8Array>, packedBytes: number): AsyncGenerator<Uint8Array, void> {
  let bytesOut = 0;
  for await (const chunk of unpacked) {
    bytesOut += chunk.byteLength;
    refuseBomb(packedBytes, bytesOut);
    yield chunk;
  }
}

const damaged = (why: string): PipelineError =>
  new PipelineError("compression-error", `Cannot read the workbook: ${why}`);
