import type { Pipeline } from "../pipeline.ts";
import type { RecordParser } from "../reader.ts";
import { detached, type Rejected, rejectedRawCharsMax } from "../record.ts";

/** A reject that may leave the run: nothing personal in it. It outlives its block, so its text is cut and copied out of it. */
export function protectedReject({ pii, rejects }: Pipeline, parser: RecordParser, rejected: Rejected): Rejected {
  const raw = pii.length === 0 || rejects.raw === "whole" ? rejected.raw : parser.maskRaw(rejected.raw, pii);
  return { ...rejected, raw: detached(raw.slice(0, rejectedRawCharsMax)) };
}
