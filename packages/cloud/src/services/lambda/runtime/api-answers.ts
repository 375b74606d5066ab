import type { IncomingMessage, ServerResponse } from "node:http";

/** Answers a runtime or an extension with JSON. */
export function reply(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(text),
    ...headers,
  });
  response.end(text);
}

/** The whole body, or word that it is too large; what is too large is read to its end, or the sender sees no answer. */
export function collect(request: IncomingMessage, bytesMax: number): Promise<Buffer | "too large"> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= bytesMax) chunks.push(chunk);
    });
    request.on("end", () => resolve(bytes > bytesMax ? "too large" : Buffer.concat(chunks)));
    request.on("error", reject);
  });
}
