import type { Readable } from "node:stream";
import yauzl from "yauzl";

/** These bytes are no zip, or one that nobody should unpack. */
export class BrokenZip extends Error {
  override readonly name = "BrokenZip";
}

/** Unix file types in the upper half of an entry's external attributes. */
const fileTypeMask = 0o170000;
const symbolicLink = 0o120000;

type Visit = (entry: yauzl.Entry, open: () => Promise<Readable>) => Promise<void>;

/** Visits the entries in the order of the zip. The reader refuses `..`, absolute names and backslashes by itself. */
export async function eachEntry(zip: Buffer, visit: Visit): Promise<void> {
  const file = await openZip(zip);
  await new Promise<void>((resolve, reject) => {
    file.on("error", () => reject(new BrokenZip()));
    file.on("end", resolve);
    file.on("entry", (entry: yauzl.Entry) => {
      if (isLink(entry)) return reject(new BrokenZip());
      visit(entry, () => openEntry(file, entry)).then(() => file.readEntry(), reject);
    });
    file.readEntry();
  });
}

const isLink = (entry: yauzl.Entry): boolean => ((entry.externalFileAttributes >>> 16) & fileTypeMask) === symbolicLink;

const openZip = (zip: Buffer): Promise<yauzl.ZipFile> =>
  new Promise((resolve, reject) => {
    yauzl.fromBuffer(zip, { lazyEntries: true }, (error, file) =>
      error === null ? resolve(file) : reject(new BrokenZip()),
    );
  });

const openEntry = (file: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> =>
  new Promise((resolve, reject) => {
    file.openReadStream(entry, (error, stream) => (error === null ? resolve(stream) : reject(new BrokenZip())));
  });
