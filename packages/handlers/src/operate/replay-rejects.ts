import { type ByteRange, decompressed, fileOfRecords, frameOf } from "@millrace/pipeline";
import { HandlerError } from "../handler-error.ts";
import type { Run, SourceFile } from "../ledger/run.ts";
import { ObjectWriter } from "../rejects/object-writer.ts";
import { openFile } from "../source/open-file.ts";
import type { Tools } from "../tools.ts";
import { lineFeedLines } from "../workflow/line-feed-lines.ts";

export interface Replayed {
  /** The new file; the pipeline reads it as any other. */
  readonly key: string;
  readonly records: number;
}

/**
 * Sends the rejected records of a run again, after the definition was put right: as a file of their own beside the first, cut out of it as
 * they are, so nothing personal had to be kept for it. The same replay of the same run is the same file, and so is read once.
 */
export async function replayRejects(tools: Tools, runId: string): Promise<Replayed> {
  const run = await tools.ledger.find(runId);
  if (run?.rejects === undefined) {
    throw new HandlerError("nothing-to-replay", `Cannot replay run ${runId}: it has no rejects`);
  }
  const { s3 } = tools.clients;
  const source = { bucket: run.bucket, key: run.key, eTag: run.eTag, versionId: run.versionId };
  const open = async () => decompressed(await openFile(s3, source));
  const frame = await frameOf(Object.values(tools.pipeline.source.formats), await open(), run.key);
  const records = await rejectedRanges(tools, source, run.rejects.ndjson);
  const key = replayKey(run);
  const object = new ObjectWriter(s3, { bucket: run.bucket, key, contentType: "application/octet-stream" });
  for await (const bytes of fileOfRecords(frame, await open(), records)) await object.write(bytes);
  await object.close();
  return { key, records: records.length };
}

async function rejectedRanges(
  { clients }: Tools,
  { bucket }: Pick<SourceFile, "bucket">,
  key: string,
): Promise<readonly ByteRange[]> {
  const ranges: ByteRange[] = [];
  const lines = lineFeedLines(await openFile(clients.s3, { bucket, key, eTag: "", versionId: undefined }));
  for await (const line of lines) {
    const { byteOffset, byteLength } = JSON.parse(line) as { readonly byteOffset: number; readonly byteLength: number };
    ranges.push({ start: byteOffset, end: byteOffset + byteLength });
  }
  return ranges;
}

/** Beside the file, so that it has the same partner, and unpacked. */
function replayKey({ key, runId }: Run): string {
  const at = key.lastIndexOf("/") + 1;
  return `${key.slice(0, at)}replay-${runId.slice(0, 8)}-${key.slice(at).replace(/\.(gz|zip|zst)$/, "")}`;
}
