import { keyBytes } from "@millrace/pipeline";

/** One key of one record: of the fields that are the set `set` of the definition. */
export interface RecordKey {
  readonly hash: Buffer;
  readonly set: number;
  readonly ordinal: number;
}

/** Keys stand in the file by the first byte of their hash, so that any share of them can be read from every chunk's file alone. */
export const keyBuckets = 256;

/** Where each bucket begins, and where the last ends, in entries. */
export const keyHeaderBytes = (keyBuckets + 1) * 4;
const keyEntryBytes = keyBytes + 8;

export function keyFile(keys: readonly RecordKey[]): Buffer {
  const buckets: RecordKey[][] = Array.from({ length: keyBuckets }, () => []);
  for (const key of keys) buckets[key.hash[0] ?? 0]?.push(key);
  const bytes = Buffer.alloc(keyHeaderBytes + keys.length * keyEntryBytes);
  let entries = 0;
  for (const [bucket, members] of buckets.entries()) {
    bytes.writeUInt32LE(entries, bucket * 4);
    for (const { hash, set, ordinal } of members) {
      const at = keyHeaderBytes + entries++ * keyEntryBytes;
      hash.copy(bytes, at);
      bytes.writeUInt16LE(set, at + keyBytes);
      bytes.writeUIntLE(ordinal, at + keyBytes + 2, 6);
    }
  }
  bytes.writeUInt32LE(entries, keyBuckets * 4);
  return bytes;
}

/** Where in the file the entries of the buckets `from` to before `to` are, read out of its header. */
export const keyRange = (header: Buffer, from: number, to: number) => ({
  start: keyHeaderBytes + header.readUInt32LE(from * 4) * keyEntryBytes,
  end: keyHeaderBytes + header.readUInt32LE(to * 4) * keyEntryBytes,
});

export function* readKeys(entries: Buffer): Generator<RecordKey> {
  for (let at = 0; at < entries.length; at += keyEntryBytes) {
    const hash = entries.subarray(at, at + keyBytes);
    yield { hash, set: entries.readUInt16LE(at + keyBytes), ordinal: entries.readUIntLE(at + keyBytes + 2, 6) };
  }
}
