import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import yauzl from "yauzl";
import { badZip, notUnzippable, unzippedTooLarge } from "../errors.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const unzippedBytesMax = 262_144_000;

/** Unix file types in the upper half of an entry's external attributes. */
const fileTypeMask = 0o170000;
const symbolicLink = 0o120000;
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

type Visit = (entry: yauzl.Entry, open: () => Promise<Readable>) => Promise<void>;

/** Visits the entries in the order of the zip. The reader refuses `..`, absolute names and backslashes by itself. */
async function eachEntry(zip: Buffer, visit: Visit): Promise<void> {
  const file = await openZip(zip);
  await new Promise<void>((resolve, reject) => {
    file.on("error", () => reject(badZip()));
    file.on("end", resolve);
    file.on("entry", (entry: yauzl.Entry) => {
      if (isLink(entry)) return reject(badZip());
      visit(entry, () => openEntry(file, entry)).then(() => file.readEntry(), reject);
    });
    file.readEntry();
  });
}

const isLink = (entry: yauzl.Entry): boolean => ((entry.externalFileAttributes >>> 16) & fileTypeMask) === symbolicLink;

const openZip = (zip: Buffer): Promise<yauzl.ZipFile> =>
  new Promise((resolve, reject) => {
    yauzl.fromBuffer(zip, { lazyEntries: true }, (error, file) => (error === null ? resolve(file) : reject(badZip())));
  });

const openEntry = (file: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> =>
  new Promise((resolve, reject) => {
    file.openReadStream(entry, (error, stream) => (error === null ? resolve(stream) : reject(badZip())));
  });
