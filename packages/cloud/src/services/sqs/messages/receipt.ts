import { createHash } from "node:crypto";
import { receiptHandleInvalid } from "../errors.ts";

/** What a receipt handle stands for: one receive of one message of one queue. */
export interface Receipt {
  readonly queueId: number;
  readonly seq: number;
  /** How often the message had been received in that queue by then. */
  readonly receivesHere: number;
}

/** AWS's handles begin with these bytes, which read AQEB in base64. */
const start = Buffer.from([0x01, 0x01, 0x01]);
const sumBytes = 16;
const factsBytes = start.length + 8 + 8 + 4;

export function receiptHandle({ queueId, seq, receivesHere }: Receipt): string {
  const bytes = Buffer.alloc(factsBytes + sumBytes);
  start.copy(bytes);
  bytes.writeDoubleBE(queueId, start.length);
  bytes.writeDoubleBE(seq, start.length + 8);
  bytes.writeUInt32BE(receivesHere, start.length + 16);
  sumOf(bytes).copy(bytes, factsBytes);
  return bytes.toString("base64");
}

/** Throws ReceiptHandleIsInvalid. */
export function readReceiptHandle(handle: string): Receipt {
  const bytes = Buffer.from(handle, "base64");
  if (bytes.length !== factsBytes + sumBytes || !sumOf(bytes).equals(bytes.subarray(factsBytes))) {
    throw receiptHandleInvalid(handle);
  }
  return {
    queueId: bytes.readDoubleBE(start.length),
    seq: bytes.readDoubleBE(start.length + 8),
    receivesHere: bytes.readUInt32BE(start.length + 16),
  };
}

const sumOf = (bytes: Buffer): Buffer => createHash("md5").update(bytes.subarray(0, factsBytes)).digest();
