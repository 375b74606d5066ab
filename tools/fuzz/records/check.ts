import assert from "node:assert/strict";
import { isUtf8 } from "node:buffer";
import { type FileFacts, PipelineError, type Read } from "@millrace/pipeline";
import type { Random } from "../random.ts";
import type { Subject } from "./subjects.ts";

/** So long may a file of some kilobytes take, on a machine that is busy with other things. */
const elapsedMsMax = 2_000;

interface Found {
  readonly reads: readonly Read[];
  /** The code of the error that ended the file, if one did. */
  readonly error: string | undefined;
  readonly facts: FileFacts;
}

/** Throws where a reader does to a file what it must not do to any. */
export function check(subject: Subject, file: Buffer, random: Random): void {
  const begun = process.hrtime.bigint();
  const whole = readIn(subject, file, file.length || 1);
  checkPlaces(subject, file, whole);
  const { encoding, delimiter } = whole.facts;
  // What is found out from the first block must not differ, so it is told; a reader takes no blocks smaller than its signature.
  const pieces = readIn(subject, file, 4 + random.below(60), { encoding, delimiter });
  assert.deepEqual(told(pieces), told(whole), "the answer depends on how the file is cut");
  checkOracle(subject, file, whole);
  const elapsedMs = Number(process.hrtime.bigint() - begun) / 1e6;
  assert.ok(elapsedMs < elapsedMsMax, `took ${elapsedMs} ms`);
}

function readIn(
  subject: Subject,
  file: Buffer,
  size: number,
  known?: Pick<FileFacts, "encoding" | "delimiter">,
): Found {
  const parser = subject.reader.open(known);
  const reads: Read[] = [];
  try {
    for (let at = 0; at < file.length; at += size) reads.push(...parser.write(file.subarray(at, at + size)));
    reads.push(...parser.end());
    return { reads, error: undefined, facts: parser.facts };
  } catch (error) {
    // A block is read or refused as a whole, so what was read of the one that failed is not told.
    if (error instanceof PipelineError) return { reads, error: error.code, facts: parser.facts };
    throw error;
  }
}

/** Of a file that failed, only that it did: how much of it came out before depends on the blocks. */
const told = ({ reads, error }: Found): unknown => error ?? reads.map(({ raw: _, ...rest }) => rest);

function checkPlaces(subject: Subject, file: Buffer, { reads, facts }: Found): void {
  let behind = 0;
  for (const [index, read] of reads.entries()) {
    const { ordinal, line, byteOffset, byteLength } = read;
    const place = `record ${ordinal} at ${byteOffset}`;
    assert.equal(ordinal, index + 1, `${place} is not numbered in order`);
    assert.ok(byteOffset >= behind && byteOffset + byteLength <= file.length, `${place} is where it cannot be`);
    behind = byteOffset + byteLength;
    if (facts.encoding !== "utf-8") continue;
    const breaks = file.toString("latin1", 0, byteOffset).match(subject.lineBreak)?.length ?? 0;
    assert.equal(line, breaks + 1, `${place} is not on line ${line}`);
    const bytes = file.subarray(byteOffset, behind);
    if (isUtf8(bytes)) assert.equal(read.raw, bytes.toString(), `${place} is not the text in the file`);
    if (read.kind === "record") checkAlone(subject, { file, head: reads[0]?.byteOffset ?? 0 }, read, facts);
  }
}

/** A record is what a reader finds in its bytes alone, so nothing in it can come from anywhere else. */
function checkAlone(
  subject: Subject,
  { file, head }: { readonly file: Buffer; readonly head: number },
  { byteOffset, byteLength, value }: Extract<Read, { kind: "record" }>,
  { encoding, delimiter, format }: FileFacts,
): void {
  const bytes = file.subarray(byteOffset, byteOffset + byteLength);
  // A header is part of what a row of CSV says; a namespace declared further out is part of what an element says.
  const alone = format === "csv" ? Buffer.concat([file.subarray(0, head), bytes]) : bytes;
  if (format === "xml" && file.includes("xmlns")) return;
  // What is a character like any other within a file says at its beginning how it is encoded.
  if (bytes.indexOf("\ufeff") === 0) return;
  const wrapped = format === "json" ? Buffer.concat([Buffer.from("["), bytes, Buffer.from("]")]) : alone;
  const { reads, error } = readIn(subject, wrapped, wrapped.length || 1, { encoding, delimiter });
  assert.equal(error, undefined, `the record at ${byteOffset} cannot be read alone`);
  assert.equal(reads.length, 1, `the bytes at ${byteOffset} are not one record`);
  assert.deepEqual(reads[0]?.kind === "record" ? reads[0].value : reads[0], value);
}

function checkOracle(subject: Subject, file: Buffer, { reads, error, facts }: Found): void {
  if (!isUtf8(file) || facts.encoding !== "utf-8" || file.includes("\ufeff")) return;
  const text = file.toString();
  let expected: readonly unknown[] | undefined;
  let refusal: unknown;
  try {
    expected = subject.oracle(text);
    if (expected === undefined) return;
  } catch (thrown) {
    refusal = thrown;
  }
  const isSound = error === undefined && reads.every(({ kind }) => kind === "record");
  if (refusal !== undefined) assert.ok(!isSound, `taken for sound, which it is not: ${String(refusal)}`);
  // An empty file is nobody's mistake but still no file.
  else if (error !== "empty-file") {
    assert.ok(
      isSound,
      `refused as ${error ?? JSON.stringify(reads.find(({ kind }) => kind === "rejected"))}, which is sound`,
    );
    assert.deepEqual(
      reads.map((read) => (read.kind === "record" ? read.value : undefined)),
      expected,
    );
  }
}
