import { presign } from "../cloud/call.ts";
import { upload } from "../cloud/upload.ts";
import { readCsv } from "../formats/read-csv.ts";
import { frameOf } from "./frame.ts";
import { findLatestRun, type Reject, type Run } from "./runs.ts";

/** A file as it came, unpacked. */
export interface Source {
  readonly bytes: Uint8Array;
  readonly labels: readonly string[];
}

/** A reject with what its record should have been. */
export interface Correction {
  readonly reject: Reject;
  readonly text: string;
}

const sourceBytesMax = 64 * 1024 * 1024;

/** Reads the file that a run was about. Throws Error that says why nothing of it can be corrected here. */
export async function readSource(run: Run): Promise<Source> {
  if (run.size > sourceBytesMax)
    throw new Error("The file is too large to be corrected here: download the CSV instead");
  if (run.encoding !== undefined && !/^(utf-8|us-ascii)/.test(run.encoding)) {
    throw new Error(`The file is in ${run.encoding}: download the CSV instead`);
  }
  const [bytes, csv] = await Promise.all([
    readObject(run.bucket, run.key),
    run.rejects === undefined ? new Uint8Array() : readObject(run.bucket, run.rejects.csv),
  ]);
  const [head = []] = readCsv(new TextDecoder().decode(csv));
  return { bytes, labels: head.slice(reasonColumns) };
}

/** Those that stand in front of the sender's own. */
const reasonColumns = 4;

async function readObject(bucket: string, key: string): Promise<Uint8Array> {
  const response = await fetch(await presign("GET", bucket, key));
  if (!response.ok || response.body === null) throw new Error("The file is not there any more");
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

/** A record as it stands in the file: what the ledger has of it may be masked. */
export const recordText = ({ bytes }: Source, { byteOffset, byteLength }: Reject): string =>
  new TextDecoder().decode(bytes.subarray(byteOffset, byteOffset + byteLength));

export interface Sent {
  /** The key of the new file. */
  readonly file: string;
  /** The run that there was of a file of this name before. */
  readonly earlier: string | undefined;
}

/** Sends corrected records, in the frame of the file they were rejected from and beside it, under the name that a replay has. */
export async function sendCorrections(run: Run, source: Source, corrections: readonly Correction[]): Promise<Sent> {
  const { bucket } = run;
  const key = replayKey(run);
  const earlier = await findLatestRun(run.pipeline, bucket, key);
  const file = new File(correctedFile(run.format ?? "", source, corrections), key);
  await upload(file, { bucket, key }, () => undefined);
  return { file: key, earlier: earlier?.runId };
}

function correctedFile(format: string, { bytes, labels }: Source, corrections: readonly Correction[]): BlobPart[] {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const inOrder = [...corrections].sort((a, b) => a.reject.ordinal - b.reject.ordinal);
  const record = inOrder[0]?.reject.byteOffset ?? 0;
  const { headEnd, tailStart, separator } = frameOf(format, { text, record, labels });
  const records = inOrder.map((one) => one.text.replace(/[\r\n]+$/, "")).join(separator);
  return [new Uint8Array(bytes.subarray(0, headEnd)), records, new Uint8Array(bytes.subarray(tailStart))];
}

/** As the handlers name what they send again. */
function replayKey({ key, runId }: Run): string {
  const at = key.lastIndexOf("/") + 1;
  return `${key.slice(0, at)}replay-${runId.slice(0, 8)}-${key.slice(at).replace(/\.gz$/, "")}`;
}
