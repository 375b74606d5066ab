import { createHash, type Hash } from "node:crypto";
import { Worker } from "node:worker_threads";

/** Smaller bodies are summed where they are: a thread costs more than it saves. */
const ownBytesMax = 1024 * 1024;
/** On their way to the thread, of all bodies together. Whoever brings more waits. */
const sentBytesMax = 16 * 1024 * 1024;

/** What runs in the thread: one sum per id, an answer to every piece. */
const source = `
const { createHash } = require("node:crypto");
const { parentPort } = require("node:worker_threads");
const sums = new Map();
parentPort.on("message", ({ id, piece, isLast }) => {
  if (!sums.has(id)) sums.set(id, createHash("md5"));
  if (piece !== undefined) sums.get(id).update(piece);
  const md5 = isLast ? sums.get(id).digest("hex") : undefined;
  if (isLast) sums.delete(id);
  parentPort.postMessage({ id, bytes: piece === undefined ? 0 : piece.byteLength, md5 });
});`;

interface Answer {
  readonly id: number;
  readonly bytes: number;
  readonly md5: string | undefined;
}

/** MD5 is the slowest of an upload's sums, and the only one that nobody else needs: it has a thread for itself. */
class Md5Thread {
  readonly #worker = new Worker(source, { eval: true });
  readonly #waiting = new Map<number, { resolve: (md5: string) => void; reject: (error: unknown) => void }>();
  #rooms: (() => void)[] = [];
  #sentBytes = 0;
  #next = 0;

  constructor(ended: () => void) {
    this.#worker.unref();
    this.#worker.on("message", (answer: Answer) => this.#answered(answer));
    const fail = (error: unknown): void => {
      ended();
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#makeRoom();
    };
    this.#worker.on("error", fail);
    this.#worker.on("exit", (code) => fail(new Error(`The thread that computes MD5 ended with ${code}`)));
  }

  begin(): number {
    return this.#next++;
  }

  /** Undefined while there is room for more, else what to wait for. */
  send(id: number, bytes: Uint8Array): Promise<void> | undefined {
    // Copied, because what is sent to a thread is gone here, and the bytes are still on their way to the disk.
    const piece = new Uint8Array(bytes);
    this.#sentBytes += piece.byteLength;
    this.#worker.postMessage({ id, piece }, [piece.buffer]);
    if (this.#sentBytes < sentBytesMax) return undefined;
    return new Promise((resolve) => this.#rooms.push(resolve));
  }

  end(id: number): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, isLast: true });
    });
  }

  /** Forgets a sum that nobody wants any more. */
  drop(id: number): void {
    this.#worker.postMessage({ id, isLast: true });
  }

  #answered({ id, bytes, md5 }: Answer): void {
    this.#sentBytes -= bytes;
    if (this.#sentBytes < sentBytesMax) this.#makeRoom();
    if (md5 === undefined) return;
    this.#waiting.get(id)?.resolve(md5);
    this.#waiting.delete(id);
  }

  #makeRoom(): void {
    const rooms = this.#rooms;
    this.#rooms = [];
    for (const room of rooms) room();
  }
}

let thread: Md5Thread | undefined;

function openThread(): Md5Thread {
  thread ??= new Md5Thread(() => {
    thread = undefined;
  });
  return thread;
}

/** The MD5 of a body that flows in. */
export class Md5 {
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #sent: { readonly thread: Md5Thread; readonly id: number } | undefined;

  /** Undefined when the next piece may come at once, else what to wait for. */
  update(piece: Uint8Array): Promise<void> | undefined {
    if (this.#sent !== undefined) return this.#sent.thread.send(this.#sent.id, piece);
    this.#held.push(piece);
    this.#heldBytes += piece.byteLength;
    if (this.#heldBytes <= ownBytesMax) return undefined;
    const own = openThread();
    this.#sent = { thread: own, id: own.begin() };
    const held = Buffer.concat(this.#held);
    this.#held = [];
    return own.send(this.#sent.id, held);
  }

  /** In hexadecimal. */
  async digest(): Promise<string> {
    if (this.#sent !== undefined) return this.#sent.thread.end(this.#sent.id);
    const hash: Hash = createHash("md5");
    for (const piece of this.#held) hash.update(piece);
    return hash.digest("hex");
  }

  /** Nobody wants to know any more. */
  drop(): void {
    this.#held = [];
    this.#sent?.thread.drop(this.#sent.id);
  }
}
