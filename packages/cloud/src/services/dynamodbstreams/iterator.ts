import { iteratorExpired, iteratorInvalid } from "./errors.ts";

/** Where reading a shard goes on. */
export interface Iterator {
  readonly streamArn: string;
  readonly shardId: string;
  /** Sequence number of the first record that is wanted. */
  readonly from: number;
  readonly issuedAt: number;
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html */
const iteratorAgeMsMax = 15 * 60 * 1000;

export const printIterator = ({ streamArn, shardId, from, issuedAt }: Iterator): string =>
  `${streamArn}|1|${Buffer.from(JSON.stringify([shardId, from, issuedAt])).toString("base64")}`;

export function readIterator(text: string, now: number): Iterator {
  const [streamArn = "", version, position = "", ...rest] = text.split("|");
  const [shardId, from, issuedAt] = version === "1" && rest.length === 0 ? positionOf(position) : [];
  if (typeof shardId !== "string" || typeof from !== "number" || typeof issuedAt !== "number") throw iteratorInvalid();
  if (now - issuedAt > iteratorAgeMsMax) throw iteratorExpired(issuedAt, now);
  return { streamArn, shardId, from, issuedAt };
}

function positionOf(text: string): readonly unknown[] {
  try {
    const position: unknown = JSON.parse(Buffer.from(text, "base64").toString("utf8"));
    return Array.isArray(position) ? position : [];
  } catch {
    return [];
  }
}
