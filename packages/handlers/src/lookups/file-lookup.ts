import { type FileLookup, PipelineError, readRecords } from "@millrace/pipeline";
import { openFile } from "../source/open-file.ts";
import type { Tools } from "../tools.ts";

/** A file of more records is too large to be held. */
const recordsMax = 1_000_000;

/** The files that this execution environment has read, by look-up. */
const read = new WeakMap<FileLookup, Promise<ReadonlyMap<string, unknown>>>();

/** The records of some keys, in their order. */
export async function lookUpRecords(
  tools: Tools,
  lookup: FileLookup,
  { bucket, keys }: { readonly bucket: string; readonly keys: readonly string[] },
): Promise<readonly unknown[]> {
  const known = read.get(lookup) ?? readFile(tools, lookup, bucket);
  read.set(lookup, known);
  known.catch(() => read.delete(lookup));
  const records = await known;
  return keys.map((key) => records.get(key));
}

async function readFile({ clients }: Tools, lookup: FileLookup, bucket: string): Promise<ReadonlyMap<string, unknown>> {
  const { key, by, format } = lookup;
  const file = { bucket: lookup.bucket ?? bucket, key, versionId: undefined, eTag: "" };
  const records = new Map<string, unknown>();
  for await (const reads of readRecords(format, await openFile(clients.s3, file))) {
    for (const record of reads) {
      if (record.kind === "rejected") {
        throw new PipelineError("lookup-error", `Cannot use "${key}": line ${record.line}: ${record.message}`);
      }
      if (typeof record.value === "object" && record.value !== null) {
        records.set(String(Reflect.get(record.value, by)), record.value);
      }
    }
    if (records.size > recordsMax) {
      throw new PipelineError("lookup-error", `Cannot use "${key}": expected at most ${recordsMax} records`);
    }
  }
  return records;
}
