import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { isWorkbook } from "../excel/is-workbook.ts";
import { PipelineError } from "../pipeline-error.ts";
import { blockBytes } from "./blocks.ts";
import { refuseBomb } from "./refuse-bomb.ts";
import { withHead } from "./with-head.ts";

type Unpack = (bytes: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

interface Archive {
  readonly is: (head: Buffer) => boolean;
  /** What is rare is loaded with the first of its kind. */
  readonly load: () => Unpack | Promise<Unpack>;
}

const startsWith = (bytes: readonly number[]): Archive["is"] => {
  const start = Buffer.from(bytes);
  return (head) => head.subarray(0, start.length).equals(start);
};

const isZip = startsWith([0x50, 0x4b, 0x03, 0x04]);

/** Workbooks and Parquet files are no text either, but what is in them can be said as text. */
const archives: readonly Archive[] = [
  { is: startsWith([0x1f, 0x8b]), load: () => gunzipped },
  {
    is: (head) => isZip(head) && isWorkbook(head),
    load: async () => (await import("../excel/workbook-text.ts")).workbookText,
  },
  { is: isZip, load: async () => (await import("./unzipped.ts")).unzipped },
  { is: startsWith([0x28, 0xb5, 0x2f, 0xfd]), load: async () => (await import("./unzstd.ts")).unzstd },
  {
    // Three letters may begin a text; the digits of pi behind them do not.
    is: (head) => /^BZh[1-9]1AY&SY/.test(head.toString("latin1")),
    load: async () => (await import("../bzip2/unbzip2.ts")).unbzip2,
  },
  {
    is: startsWith([0x50, 0x41, 0x52, 0x31]),
    load: async () => (await import("../parquet/parquet-text.ts")).parquetText,
  },
];

/** So many bytes of a file say whether it is an archive, and of what. */
export const archiveHeadBytes = 64;

const archiveOf = (head: Buffer) => archives.find(({ is }) => is(head));

/** Whether the file that begins with `head` has to be unpacked, whatever its name says. */
export const isArchive = (head: Buffer): boolean => archiveOf(head) !== undefined;

/** The content of a file: itself, or what is in it where its first bytes say that it is an archive. */
export async function* decompressed(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { head, rest } = await withHead(bytes, archiveHeadBytes);
  const archive = archiveOf(head);
  if (archive === undefined) yield* rest;
  else yield* unpacked(rest, await archive.load());
}

async function* unpacked(bytes: AsyncIterable<Uint8Array>, unpack: Unpack): AsyncGenerator<Uint8Array> {
  let bytesIn = 0;
  let bytesOut = 0;
  let sourceError: unknown;
  const counted = async function* () {
    try {
      for await (const chunk of bytes) {
        bytesIn += chunk.byteLength;
        yield chunk;
      }
    } catch (error) {
      sourceError = error;
      throw error;
    }
  };
  try {
    for await (const chunk of unpack(counted())) {
      bytesOut += chunk.byteLength;
      refuseBomb(bytesIn, bytesOut);
      yield chunk;
    }
  } catch (error) {
    if (sourceError !== undefined) throw sourceError;
    if (error instanceof PipelineError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new PipelineError("compression-error", `Cannot decompress the file: ${why}`, { bytesOut }, error);
  }
}

function gunzipped(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: blockBytes });
  // What goes wrong on the way ends the gunzip stream too, so it is thrown where that is read.
  pipeline(Readable.from(bytes), gunzip, () => undefined);
  return gunzip;
}
