/** What everything behind it works on at a time: a piece of 64 KiB, as sockets give them, costs each step more than its bytes. */
const blockBytes = 256 * 1024;

/** Lays small pieces together to blocks, so that a body is few pieces for whoever sums, writes or sends it on. */
export class BlockBuilder {
  readonly #onBlock: (block: Buffer) => void;
  /** The only piece so far: what comes in one piece stays as it is. */
  #first: Buffer | undefined;
  #block: Buffer | undefined;
  #bytes = 0;

  constructor(onBlock: (block: Buffer) => void) {
    this.#onBlock = onBlock;
  }

  write(piece: Buffer): void {
    let rest = piece;
    while (rest.length > 0) rest = rest.subarray(this.#take(rest));
  }

  /** Hands on what is there. */
  flush(): void {
    const block = this.#first ?? this.#block?.subarray(0, this.#bytes);
    this.#first = undefined;
    this.#block = undefined;
    this.#bytes = 0;
    if (block !== undefined) this.#onBlock(block);
  }

  #take(piece: Buffer): number {
    if (this.#bytes === 0) {
      this.#first = piece;
      this.#bytes = piece.length;
      if (this.#bytes >= blockBytes) this.flush();
      return piece.length;
    }
    const block = this.#open();
    const taken = piece.copy(block, this.#bytes);
    this.#bytes += taken;
    if (this.#bytes === blockBytes) this.flush();
    return taken;
  }

  #open(): Buffer {
    if (this.#block !== undefined) return this.#block;
    this.#block = Buffer.allocUnsafeSlow(blockBytes);
    this.#first?.copy(this.#block);
    this.#first = undefined;
    return this.#block;
  }
}
