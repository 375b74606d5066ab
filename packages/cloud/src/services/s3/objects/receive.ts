import { Readable } from "node:stream";
import { type ChecksumAlgorithm, checksum, checksumAlgorithms, type Headers, PayloadStream } from "@millrace/wire";
import { entityTooLarge } from "../errors.ts";
import { Md5 } from "../md5/md5.ts";
import type { Body } from "../model.ts";
import type { S3Store } from "../store.ts";

/** What arrived: where its bytes are kept, and their sums. */
export interface Received {
  readonly body: Body;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly md5: string;
  /** Base64 by algorithm: what the sender asked for, else the one that S3 computes on its own. */
  readonly checksums: ReadonlyMap<string, string>;
}

/** What S3 computes when the sender asks for nothing. */
export const ownAlgorithm: ChecksumAlgorithm = "CRC64NVME";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html: one PUT takes 5 GB at most */
export const bytesMax = 5 * 1024 ** 3;

/** Keeps an upload's bytes while they flow in. What the sender claims of them has been checked at their end. */
export async function receive(
  store: S3Store,
  input: Readable | Uint8Array | undefined,
  wanted: ChecksumAlgorithm | undefined,
): Promise<Received> {
  const md5 = new Md5();
  const own = wanted === undefined ? undefined : checksum(wanted);
  let seen = 0;
  const see = (piece: Uint8Array): Promise<void> | undefined => {
    seen += piece.byteLength;
    if (seen > bytesMax) throw entityTooLarge(seen, bytesMax);
    own?.update(piece);
    return md5.update(piece);
  };
  const { body, bytes } = await store.bodies.write(sourceOf(input), see).catch((error: unknown) => {
    md5.drop();
    throw error;
  });
  const claimed = input instanceof PayloadStream ? input.checksums : undefined;
  return {
    body,
    bytes,
    md5: await md5.digest(),
    checksums: new Map([
      ...(claimed ?? []),
      ...(wanted === undefined || own === undefined ? [] : [[wanted, own.digestBase64()] as const]),
    ]),
  };
}

/** Runs what gives a body its place. A body that is refused one, because others were quicker, is forgotten again. */
export function place<Result>(store: S3Store, body: Body, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    store.bodies.delete(body);
    throw error;
  }
}

/** The checksum that the sender brings, in a header or behind the body. */
export function broughtAlgorithm(headers: Headers): ChecksumAlgorithm | undefined {
  const trailers = String(headers["x-amz-trailer"] ?? "").split(",");
  const names = [...Object.keys(headers), ...trailers.map((name) => name.trim().toLowerCase())];
  return checksumAlgorithms.find((algorithm) => names.includes(`x-amz-checksum-${algorithm.toLowerCase()}`));
}

function sourceOf(input: Readable | Uint8Array | undefined): AsyncIterable<Uint8Array> {
  if (input instanceof Readable) return input as AsyncIterable<Uint8Array>;
  return Readable.from(input === undefined || input.byteLength === 0 ? [] : [Buffer.from(input)]);
}
