import { connect } from "node:net";

const connections = 32;

/** Sends requests over and over for some time, on each connection the next when the last is answered. */
export async function load(port, requests, { seconds, countMax = Number.POSITIVE_INFINITY }) {
  const work = { next: 0, answered: 0, failed: 0, first: "", countMax, until: performance.now() + seconds * 1000 };
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, () => connection(port, requests, work)));
  return { ...work, perSecond: work.answered / ((performance.now() - started) / 1000) };
}

function connection(port, requests, work) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let waiting = Buffer.alloc(0);
    const next = () => {
      if (work.next >= work.countMax || performance.now() > work.until) return socket.end(resolve);
      socket.write(requests[work.next++ % requests.length]);
    };
    socket.on("connect", next);
    socket.on("error", reject);
    socket.on("data", (bytes) => {
      waiting = waiting.length === 0 ? bytes : Buffer.concat([waiting, bytes]);
      const length = answerLength(waiting);
      if (length === undefined || waiting.length < length) return;
      work.answered++;
      if (waiting.toString("latin1", 9, 12) !== "200" && work.failed++ === 0) work.first = waiting.toString("utf8");
      waiting = waiting.subarray(length);
      next();
    });
  });
}

const lastChunk = "\r\n0\r\n\r\n";

/** Of head and body together; undefined until it is known. */
function answerLength(bytes) {
  const headEnd = bytes.indexOf("\r\n\r\n");
  if (headEnd < 0) return undefined;
  const length = /content-length: (\d+)/i.exec(bytes.toString("latin1", 0, headEnd))?.[1];
  if (length !== undefined) return headEnd + 4 + Number(length);
  const end = bytes.indexOf(lastChunk, headEnd);
  return end < 0 ? undefined : end + lastChunk.length;
}
