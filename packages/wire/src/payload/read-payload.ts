import { ChunkDecoder } from "../chunked/chunk-decoder.ts";
import { ChunkSigner } from "../chunked/chunk-signer.ts";
import { isV4 } from "../signature/signature.ts";
import { Integrity } from "./integrity.ts";
import { isChunked, isChunkSigned } from "./payload-hash.ts";
import type { PayloadOptions } from "./payload-stream.ts";

/** The content of an upload that is in memory already, checked as PayloadStream checks one that flows. */
export function readPayload(body: Buffer, { head, signature, secretAccessKey }: PayloadOptions): Buffer {
  const integrity = new Integrity(head);
  if (!isChunked(head)) {
    integrity.update(body);
    integrity.finish(new Map());
    return body;
  }
  const parts: Buffer[] = [];
  const canSign = isChunkSigned(head) && signature !== undefined && isV4(signature) && secretAccessKey !== undefined;
  const decoder = new ChunkDecoder({
    onData: (bytes) => parts.push(bytes),
    signer: canSign ? new ChunkSigner(signature, secretAccessKey) : undefined,
  });
  decoder.write(body);
  decoder.end();
  const content = Buffer.concat(parts);
  integrity.update(content);
  integrity.finish(decoder.trailers);
  return content;
}
