import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { type ChecksumAlgorithm, checksum, type Headers, PayloadStream } from "@millrace/wire";
import { entityTooLarge } from "../errors.ts";
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
  const md5 = createHash("md5");
  const own = wanted === undefined ? undefined : checksum(wanted);
  let seen = 0;
  const { body, bytes } = await store.bodies.write(sourceOf(input), (piece) => {
    seen += piece.byteLength;
    if (seen > bytesMax) throw entityTooLarge(seen, bytesMax);
    md5.update(piece);
    own?.update(piece);
  });
  const claimed = input instanceof PayloadStream ? input.checksums : undefined;
  return {
    body,
    bytes,
    md5: md5.digest("hex"),
    checksums: new Map([
      ...(claimed ?? []),
      ...(wanted === undefined || own === undefined ? [] : [[wanted, own.digestBase64()] as const]),
    ]),
  };
}

/** Whether the sender brings a checksum of its own, in a header or behind the body. */
export function bringsChecksum(headers: Headers): boolean {
  const isChecksum = (name: string): boolean =>
    name.startsWith("x-amz-checksum-") && !/-(algorithm|mode|type)$/.test(name);
  if (Object.keys(headers).some(isChecksum)) return true;
  const trailer = headers["x-amz-trailer"];
  return typeof trailer === "string" && trailer.split(",").some((name) => isChecksum(name.trim().toLowerCase()));
}

function sourceOf(input: Readable | Uint8Array | undefined): AsyncIterable<Uint8Array> {
  if (input instanceof Readable) return input as AsyncIterable<Uint8Array>;
  return Readable.from(input === undefined || input.byteLength === 0 ? [] : [Buffer.from(input)]);
}
