import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { BrokenZip, eachEntry as eachEntryOf } from "../../../archives/zip-entries.ts";
import { badZip, notUnzippable, unzippedTooLarge } from "../errors.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const unzippedBytesMax = 262_144_000;

/** Of the Unix rights in the upper half of an entry's external attributes. */
const executableBits = 0o111;

/** Throws what CreateFunction answers to a file that is no zip, reaches out of its folder, or is too large unzipped. */
export async function checkZip(zip: Buffer): Promise<void> {
  let bytes = 0;
  await eachEntry(zip, async ({ uncompressedSize }) => {
    bytes += uncompressedSize;
    if (bytes > unzippedBytesMax) throw unzippedTooLarge(unzippedBytesMax);
  });
}

/** Unpacks into `folder`, which is made anew. Names were checked when the zip came in, and are checked again. */
export async function unpackZip(zip: Buffer, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await eachEntry(zip, async (entry, open) => {
    const path = join(folder, entry.fileName);
    if (entry.fileName.endsWith("/")) {
      await mkdir(path, { recursive: true });
      return;
    }
    await mkdir(dirname(path), { recursive: true });
    const isExecutable = ((entry.externalFileAttributes >>> 16) & executableBits) !== 0;
    const file = createWriteStream(path, { mode: isExecutable ? 0o755 : 0o644 });
    // An entry may be larger than it says: the reader stops there.
    await pipeline(await open(), file).catch(() => {
      throw notUnzippable();
    });
  });
}

/** Says of a broken zip what Lambda says. */
async function eachEntry(...asked: Parameters<typeof eachEntryOf>): Promise<void> {
  try {
    await eachEntryOf(...asked);
  } catch (error) {
    throw error instanceof BrokenZip ? badZip() : error;
  }
}
