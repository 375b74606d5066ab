import { iteratorExpired, iteratorInvalid } from "../errors.ts";

/** Where reading a shard goes on. */
export interface Iterator {
  readonly streamArn: string;
  readonly streamId: number;
  readonly shard: number;
  /** Place of the first record that is wanted. */
  readonly from: number;
  readonly issuedAt: number;
}

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html */
const iteratorAgeMsMax = 5 * 60 * 1000;

export const printIterator = ({ streamArn, streamId, shard, from, issuedAt }: Iterator): string =>
  Buffer.from(JSON.stringify([streamArn, streamId, shard, from, issuedAt])).toString("base64");

export function readIterator(text: string): Iterator {
  const [streamArn, streamId, shard, from, issuedAt] = partsOf(text);
  if (typeof streamArn !== "string" || typeof streamId !== "number" || typeof shard !== "number")
    throw iteratorInvalid();
  if (typeof from !== "number" || typeof issuedAt !== "number") throw iteratorInvalid();
  return { streamArn, streamId, shard, from, issuedAt };
}

export function checkAge({ issuedAt }: Iterator, now: number): void {
  if (now - issuedAt > iteratorAgeMsMax) throw iteratorExpired(issuedAt, now);
}

function partsOf(text: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64").toString("utf8"));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
