import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import type { Answer } from "@millrace/wire";

/** Sends an answer, streaming ones as fast as the client takes them. `failed` hears of a stream that breaks on our side. */
export function respond(response: ServerResponse, answer: Answer, failed: (error: unknown) => void): void {
  const { body, headers } = answer;
  if (typeof body === "string" || body instanceof Uint8Array) {
    // An answer without a body may still say how long it would have been, but not by accident that it is empty.
    const isBare = answer.status === 204 || answer.status === 304 || response.req.method === "HEAD";
    const bytes = sizeOf(body);
    if (!isBare) headers["content-length"] ??= String(bytes);
    response.writeHead(answer.status, headers);
    // Text of ASCII alone is copied as it is.
    response.end(body, bytes === body.length ? "latin1" : "utf8");
    return;
  }
  response.writeHead(answer.status, headers);
  const stream = body instanceof Readable ? body : Readable.from(body, { objectMode: false });
  response.on("close", () => stream.destroy());
  // The status is gone already: all that is left to tell the client is that the answer is not whole.
  stream.on("error", (error) => {
    if (!response.destroyed) failed(error);
    response.destroy();
  });
  stream.pipe(response);
}

const sizeOf = (body: string | Uint8Array): number =>
  typeof body === "string" ? Buffer.byteLength(body, "utf8") : body.byteLength;
