import { connect, type Socket } from "node:net";

/** One request, whole: head and body. Made by its number, so that each may be for a key of its own. */
export type MakeRequest = (at: number) => readonly Buffer[];

export interface Load {
  readonly port: number;
  readonly count: number;
  readonly connections: number;
  readonly request: MakeRequest;
}

interface Work {
  next: number;
  readonly load: Load;
}

/** Sends requests over a few connections, each the next when the last is answered. Answers the seconds that it took. */
export async function run(load: Load): Promise<number> {
  const work: Work = { next: 0, load };
  const startedAt = process.hrtime.bigint();
  await Promise.all(
    Array.from({ length: load.connections }, () =>
      connection(connect({ port: load.port, host: "127.0.0.1", noDelay: true }), work),
    ),
  );
  return Number(process.hrtime.bigint() - startedAt) / 1e9;
}

function connection(socket: Socket, work: Work): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (): void => {
      const at = work.next++;
      if (at >= work.load.count) {
        socket.end(resolve);
        return;
      }
      socket.cork();
      for (const piece of work.load.request(at)) socket.write(piece);
      socket.uncork();
    };
    const answer = new AnswerReader();
    socket.on("connect", next);
    socket.on("error", reject);
    socket.on("data", (bytes) => {
      try {
        if (answer.take(bytes)) next();
      } catch (error) {
        reject(error);
      }
    });
  });
}

/** Counts the bytes of one answer after the other. */
class AnswerReader {
  #left = 0;
  #head: Buffer = Buffer.alloc(0);

  /** True when an answer has ended. Throws what it says when it is a refusal. */
  take(bytes: Buffer): boolean {
    if (this.#left > 0) {
      this.#left -= bytes.length;
      return this.#left === 0;
    }
    this.#head = Buffer.concat([this.#head, bytes]);
    const end = this.#head.indexOf("\r\n\r\n");
    if (end < 0) return false;
    const text = this.#head.toString("latin1", 0, end);
    if (!text.startsWith("HTTP/1.1 2")) throw new Error(this.#head.toString("utf8"));
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
    this.#left = end + 4 + length - this.#head.length;
    this.#head = Buffer.alloc(0);
    return this.#left === 0;
  }
}
