import { connect, type Socket } from "node:net";

/** Sends `count` requests over a few connections, each the next when the last is answered; counts answers other than 200. */
export async function load(port: number, request: Buffer, count: number): Promise<number> {
  const work = { left: count, failed: 0 };
  await Promise.all(
    Array.from({ length: 16 }, () => connection(connect({ port, host: "127.0.0.1", noDelay: true }), request, work)),
  );
  return work.failed;
}

interface Work {
  left: number;
  failed: number;
}

function connection(socket: Socket, request: Buffer, work: Work): Promise<void> {
  return new Promise((resolve, reject) => {
    let waiting: Buffer = Buffer.alloc(0);
    const next = (): void => {
      if (work.left-- > 0) socket.write(request);
      else socket.end(resolve);
    };
    socket.on("connect", next);
    socket.on("error", reject);
    socket.on("data", (bytes) => {
      waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
      const length = answerLength(waiting);
      if (length === undefined || waiting.length < length) return;
      if (!waiting.toString("latin1", 0, 12).endsWith("200") && work.failed++ === 0)
        console.error(waiting.toString("utf8"));
      waiting = waiting.subarray(length);
      next();
    });
  });
}

/** Of head and body together; undefined until the head is there. */
function answerLength(bytes: Buffer): number | undefined {
  const headEnd = bytes.indexOf("\r\n\r\n");
  if (headEnd < 0) return undefined;
  const head = bytes.toString("latin1", 0, headEnd);
  return headEnd + 4 + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
}
