import { createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import yauzl from "yauzl";
import yazl from "yazl";

/** A file says first that it is the state of a cloud, and of which kind. */
const labelName = "millrace-state.json";
const format = 1;
/** What a cloud makes again by itself. */
const passing = new Set(["scratch"]);

export interface Label {
  readonly format: number;
  /** ISO 8601 */
  readonly savedAt: string;
}

/** A file cannot be loaded: it says why. */
export class ArchiveUnreadable extends Error {}

/** Writes everything in `folder` into one zip file. What stood there before stays until all of it is written. */
export async function saveFolder(folder: string, file: string, savedAt: string): Promise<{ readonly bytes: number }> {
  const zip = new yazl.ZipFile();
  const label: Label = { format, savedAt };
  zip.addBuffer(Buffer.from(JSON.stringify(label)), labelName);
  await mkdir(dirname(file), { recursive: true });
  const unfinished = `${file}.unfinished`;
  try {
    const written = pipeline(zip.outputStream as Readable, createWriteStream(unfinished));
    await addFolder(zip, folder, "");
    zip.end();
    await written;
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return { bytes: (await stat(file)).size };
}

async function addFolder(zip: yazl.ZipFile, folder: string, name: string): Promise<void> {
  const entries = await readdir(join(folder, name), { withFileTypes: true });
  for (const entry of entries) {
    const inside = name === "" ? entry.name : `${name}/${entry.name}`;
    if (passing.has(inside)) continue;
    if (entry.isDirectory()) {
      const { mode, mtime } = await stat(join(folder, inside));
      zip.addEmptyDirectory(inside, { mode, mtime });
      await addFolder(zip, folder, inside);
    } else if (entry.isFile()) zip.addFile(join(folder, inside), inside, { compressionLevel: 1 });
  }
}

/** Unpacks what saveFolder wrote into `folder`, which is made. Throws ArchiveUnreadable. */
export async function loadFolder(file: string, folder: string): Promise<Label> {
  const zip = await openZip(file);
  let label: Label | undefined;
  await new Promise<void>((resolve, reject) => {
    zip.on("error", (error) => reject(new ArchiveUnreadable(`${file} is damaged: ${error.message}`)));
    zip.on("end", resolve);
    zip.on("entry", (entry: yauzl.Entry) => {
      const unpacked =
        label === undefined
          ? readLabel(zip, entry, file).then((read) => {
              label = read;
            })
          : unpack(zip, entry, folder);
      unpacked.then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });
  if (label === undefined) throw notOurs(file);
  return label;
}

async function readLabel(zip: yauzl.ZipFile, entry: yauzl.Entry, file: string): Promise<Label> {
  if (entry.fileName !== labelName) throw notOurs(file);
  const chunks: Buffer[] = [];
  for await (const chunk of await contentOf(zip, entry)) chunks.push(chunk as Buffer);
  const label = JSON.parse(Buffer.concat(chunks).toString("utf8")) as Label;
  if (label.format === format) return label;
  throw new ArchiveUnreadable(`${file} was saved by another version of Millrace: this one reads format ${format}`);
}

async function unpack(zip: yauzl.ZipFile, entry: yauzl.Entry, folder: string): Promise<void> {
  const path = join(folder, entry.fileName);
  const mode = (entry.externalFileAttributes >>> 16) & 0o777;
  if (entry.fileName.endsWith("/")) {
    await mkdir(path, { recursive: true, mode });
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  await pipeline(await contentOf(zip, entry), createWriteStream(path, { mode }));
}

const contentOf = (zip: yauzl.ZipFile, entry: yauzl.Entry): Promise<Readable> =>
  new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error === null ? resolve(stream) : reject(error)));
  });

async function openZip(file: string): Promise<yauzl.ZipFile> {
  await open(file).then(
    (handle) => handle.close(),
    () => {
      throw new ArchiveUnreadable(`There is no file ${file}`);
    },
  );
  return new Promise((resolve, reject) => {
    yauzl.open(file, { lazyEntries: true, autoClose: true }, (error, zip) =>
      error === null ? resolve(zip) : reject(notOurs(file)),
    );
  });
}

const notOurs = (file: string): ArchiveUnreadable =>
  new ArchiveUnreadable(`${file} is not the state of a cloud: expected a file that millrace state save wrote`);
