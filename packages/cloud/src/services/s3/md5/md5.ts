import { createHash } from "node:crypto";
import { blockBytes, Md5Thread, type Slab } from "./md5-thread.ts";

/** Smaller bodies are summed where they are: a thread costs more than it saves. */
const ownBytesMax = 256 * 1024;
/** What stands behind the last block: a bit that is set, and the length. */
const endBytes = 1 + 8;

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
  #bytes = 0;
  #sent: { readonly thread: Md5Thread; readonly sum: number } | undefined;
  /** What does not fill a block yet. */
  #rest: Uint8Array = new Uint8Array();
  #isDropped = false;

  /** Undefined when the next piece may come at once, else what to wait for. */
  update(piece: Uint8Array): Promise<void> | undefined {
    this.#bytes += piece.byteLength;
    if (this.#sent !== undefined) return this.#send(piece);
    this.#held.push(piece);
    if (this.#bytes <= ownBytesMax) return undefined;
    const own = openThread();
    this.#sent = { thread: own, sum: own.begin() };
    return this.#send(Buffer.concat(this.#held.splice(0)));
  }

  /** In hexadecimal. */
  async digest(): Promise<string> {
    if (this.#sent === undefined) {
      const hash = createHash("md5");
      for (const piece of this.#held) hash.update(piece);
      return hash.digest("hex");
    }
    const { thread: own, sum } = this.#sent;
    const slab = await own.take();
    const blocks = Math.ceil((this.#rest.byteLength + endBytes) / blockBytes) * blockBytes;
    slab.bytes.fill(0, 0, blocks);
    slab.bytes.set(this.#rest);
    slab.bytes[this.#rest.byteLength] = 0x80;
    slab.bytes.writeBigUInt64LE(BigInt(this.#bytes) * 8n, blocks - 8);
    const state = await own.end(sum, slab, blocks);
    return Buffer.from(state.buffer, state.byteOffset, state.byteLength).toString("hex");
  }

  /** Nobody wants to know any more. */
  drop(): void {
    this.#held = [];
    this.#isDropped = true;
    this.#sent?.thread.drop(this.#sent.sum);
  }

  /** In slabs of whole blocks; what is left over is sent before the next piece. */
  #send(piece: Uint8Array): Promise<void> | undefined {
    if (this.#sent === undefined || this.#isDropped) return undefined;
    if (this.#rest.byteLength + piece.byteLength < blockBytes) {
      this.#rest = Buffer.concat([this.#rest, piece]);
      return undefined;
    }
    const slab = this.#sent.thread.take();
    return slab instanceof Promise ? slab.then((late) => this.#fill(late, piece)) : this.#fill(slab, piece);
  }

  #fill(slab: Slab, piece: Uint8Array): Promise<void> | undefined {
    if (this.#sent === undefined) return undefined;
    const { thread: own, sum } = this.#sent;
    if (this.#isDropped) {
      own.giveBack(slab);
      return undefined;
    }
    const room = slab.bytes.byteLength - this.#rest.byteLength;
    const taken = Math.min(room, piece.byteLength - ((this.#rest.byteLength + piece.byteLength) % blockBytes));
    slab.bytes.set(this.#rest);
    slab.bytes.set(piece.subarray(0, taken), this.#rest.byteLength);
    own.add(sum, slab, this.#rest.byteLength + taken);
    this.#rest = new Uint8Array();
    return this.#send(piece.subarray(taken));
  }
}
