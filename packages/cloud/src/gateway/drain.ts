import type { IncomingMessage } from "node:http";

/** The most of a refused upload that is read before the connection is given up. */
const drainBytesMax = 256 * 1024 * 1024;

/**
 * Reads the rest of a request that is refused, then runs `then`. Clients in the middle of an upload do not listen: answered
 * early, they see a broken connection in place of the error. `then` learns whether the connection can be used further.
 */
export function drain(request: IncomingMessage, then: (isDrained: boolean) => void): void {
  if (request.complete || request.destroyed) {
    then(request.complete);
    return;
  }
  let bytes = 0;
  let isOver = false;
  const end = (isDrained: boolean): void => {
    if (isOver) return;
    isOver = true;
    then(isDrained);
  };
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > drainBytesMax) end(false);
  });
  request.on("end", () => end(true));
  request.on("error", () => end(false));
  request.on("close", () => end(request.complete));
  request.resume();
}
