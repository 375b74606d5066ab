import { Unzip, type UnzipFile, UnzipInflate } from "fflate";
import { PipelineError } from "../pipeline-error.ts";
import { withHead } from "./with-head.ts";

/** What a zip archive says of the entry that is a file of a partner: it has a name, and is not what macOS leaves beside files. */
const isData = ({ name }: UnzipFile): boolean => !name.endsWith("/") && !/(^|\/)(__MACOSX\/|\.)/.test(name);

/** Where the flags of the first entry end; the first of them says that it is encrypted. */
const flagsBytes = 8;

/** The one file of a zip archive, as it comes. */
export async function* unzipped(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unzip = new Unzip();
  unzip.register(UnzipInflate);
  let waiting: Uint8Array[] = [];
  let name: string | undefined;
  let hasEnded: boolean = false;
  let failure: unknown;
  unzip.onfile = (file) => {
    if (!isData(file) || failure !== undefined) return;
    failure = reasonAgainst(file, name);
    if (failure !== undefined) return;
    name = file.name;
    file.ondata = (error, data, isLast) => {
      if (error !== null) failure = error;
      else waiting.push(data);
      hasEnded ||= isLast;
    };
    file.start();
  };
  const { head, rest } = await withHead(bytes, flagsBytes);
  if (((head[flagsBytes - 2] ?? 0) & 1) === 1) throw unusable("it is encrypted");
  for await (const block of rest) {
    unzip.push(block);
    if (failure !== undefined) throw failure;
    const ready = waiting;
    waiting = [];
    yield* ready;
  }
  if (name === undefined) throw unusable("it has no file in it");
  if (!hasEnded) throw unusable(`it ends inside of "${name}"`);
}

function reasonAgainst({ name, compression }: UnzipFile, before: string | undefined): PipelineError | undefined {
  if (before !== undefined) return unusable(`it has several files, "${before}" and "${name}": expected one`);
  // 99 is encryption: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
  if (compression !== 0 && compression !== 8)
    return unusable(`"${name}" is encrypted, or compressed by method ${compression}`);
  return undefined;
}

const unusable = (why: string): PipelineError =>
  new PipelineError("compression-error", `Cannot use the zip archive: ${why}`);
