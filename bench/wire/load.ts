import { connect } from "node:net";

/** Sends `count` requests over a few connections, each the next when the last is answered; counts answers other than 200. */
export async function load(port: number, request: Buffer, count: number): Promise<number> {
  let left = count;
  let failed = 0;
  const connection = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const socket = connect({ port, host: "127.0.0.1", noDelay: true });
      let waiting: Buffer = Buffer.alloc(0);
      const next = (): void => {
        if (left-- > 0) socket.write(request);
        else socket.end(resolve);
      };
      socket.on("connect", next);
      socket.on("error", reject);
      socket.on("data", (bytes) => {
        waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
        const headEnd = waiting.indexOf("\r\n\r\n");
        if (headEnd < 0) return;
        const head = waiting.toString("latin1", 0, headEnd);
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
        if (waiting.length < headEnd + 4 + length) return;
        if (!head.startsWith("HTTP/1.1 200")) {
          if (failed++ === 0) console.error(waiting.toString("utf8"));
        }
        waiting = waiting.subarray(headEnd + 4 + length);
        next();
      });
    });
  await Promise.all(Array.from({ length: 16 }, connection));
  return failed;
}
