import { Worker } from "node:worker_threads";
import { buildMd5Module } from "@millrace/wire";

export const blockBytes = 64;
/** What is handed over at a time: much less, and waking the thread would cost as much as the work that it is woken for. */
export const slabBytes = 256 * 1024 + blockBytes;
/** Whoever brings more than these hold waits until one is free. Nobody keeps one longer than it takes to sum it up. */
const slabCount = 32;
const pageBytes = 64 * 1024;
/** The first page of the memory is the thread's own. */
const memoryPages = 1 + Math.ceil((slabCount * slabBytes) / pageBytes);
/** So much of one body waits for another one to go along with: two together cost hardly more than one. */
const partsAloneMax = 4;

/** What runs in the thread: it keeps the state of each sum, and goes on with one or two of them per task. */
const program = `
const { parentPort, workerData: { module, memory } } = require("node:worker_threads");
const { sum1, sum2 } = new WebAssembly.Instance(module, { host: { memory } }).exports;
const words = new Int32Array(memory.buffer);
const states = new Map();
parentPort.on("message", ({ lanes, blocks, dropped }) => {
  if (dropped !== undefined) return states.delete(dropped);
  const [first, second] = lanes;
  lanes.forEach(({ sum }, lane) => words.set(states.get(sum) ?? [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476], 16 * lane));
  if (second === undefined) sum1(0, first.at, blocks);
  else sum2(0, first.at, 64, second.at, blocks);
  parentPort.postMessage(lanes.map(({ sum, isEnd }, lane) => {
    const state = words.slice(16 * lane, 16 * lane + 4);
    if (isEnd) states.delete(sum);
    else states.set(sum, state);
    return state;
  }));
});`;

/** Whole blocks of one sum, laid down in a slab. */
interface Part {
  readonly sum: number;
  readonly slab: Slab;
  at: number;
  blocks: number;
  /** Of a sum's last blocks. */
  readonly end: End | undefined;
}

interface End {
  readonly resolve: (state: Uint32Array) => void;
  readonly reject: (error: unknown) => void;
}

interface Lane {
  readonly part: Part;
  readonly at: number;
  readonly isDone: boolean;
}

/** What of WebAssembly is used here; the types of Node leave it to those of browsers. */
interface WebAssemblyApi {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number; maximum: number; shared: true }) => { buffer: SharedArrayBuffer };
}

const { WebAssembly } = globalThis as unknown as { readonly WebAssembly: WebAssemblyApi };

/**
 * MD5 is the slowest of an upload's sums, and the only one that nobody else needs: it has a thread for itself. The bytes
 * lie in memory that both see, and bodies that flow in side by side are summed two at a time.
 */
export class Md5Thread {
  readonly #bytes: Buffer;
  readonly #worker: Worker;
  readonly #free: number[];
  readonly #waiting: (() => void)[] = [];
  /** What is still to be done, in the order in which it came. */
  #parts: Part[] = [];
  /** What the thread is at. */
  #task: readonly Lane[] | undefined;
  readonly #hasFailed: () => void;
  #sums = 0;
  #openSums = 0;

  constructor(hasFailed: () => void) {
    const memory = new WebAssembly.Memory({ initial: memoryPages, maximum: memoryPages, shared: true });
    const module = new WebAssembly.Module(buildMd5Module(memoryPages));
    this.#bytes = Buffer.from(memory.buffer);
    this.#free = Array.from({ length: slabCount }, (_, slab) => pageBytes + slab * slabBytes);
    this.#hasFailed = hasFailed;
    this.#worker = new Worker(program, { eval: true, workerData: { module, memory } });
    this.#worker.unref();
    this.#worker.on("message", (states: readonly Uint32Array[]) => this.#answered(states));
    this.#worker.on("error", (error) => this.#fail(error));
    this.#worker.on("exit", (code) => this.#fail(new Error(`The thread that computes MD5 ended with ${code}`)));
  }

  begin(): number {
    this.#openSums++;
    return this.#sums++;
  }

  /** Where the next blocks of a sum can be laid down. Waits only while nothing is free. */
  take(): Slab | Promise<Slab> {
    const at = this.#free.pop();
    if (at !== undefined) return { at, bytes: this.#bytes.subarray(at, at + slabBytes) };
    return new Promise<void>((resolve) => this.#waiting.push(resolve)).then(() => this.take());
  }

  /** Of a slab that was taken in vain. */
  giveBack({ at }: Slab): void {
    this.#free.push(at);
    this.#waiting.shift()?.();
  }

  /** Goes on with a sum over the first `bytes` of a slab, which are whole blocks. */
  add(sum: number, slab: Slab, bytes: number): void {
    this.#add({ sum, slab, at: slab.at, blocks: bytes / blockBytes, end: undefined });
  }

  /** The same for its last blocks. Answers what the sum has become. */
  end(sum: number, slab: Slab, bytes: number): Promise<Uint32Array> {
    return new Promise((resolve, reject) =>
      this.#add({ sum, slab, at: slab.at, blocks: bytes / blockBytes, end: { resolve, reject } }),
    );
  }

  /** Forgets a sum that nobody wants any more. */
  drop(sum: number): void {
    for (const part of this.#parts) if (part.sum === sum) this.giveBack(part.slab);
    this.#parts = this.#parts.filter((part) => part.sum !== sum);
    this.#worker.postMessage({ dropped: sum });
    this.#openSums--;
    this.#sendNext();
  }

  #add(part: Part): void {
    this.#parts.push(part);
    this.#sendNext();
  }

  #sendNext(): void {
    const [first] = this.#parts;
    if (first === undefined || this.#task !== undefined) return;
    const second = this.#parts.find(({ sum }) => sum !== first.sum);
    if (second === undefined && this.#canWait()) return;
    const parts = second === undefined ? [first] : [first, second];
    const blocks = Math.min(...parts.map((part) => part.blocks));
    const lanes = parts.map((part) => this.#advance(part, blocks));
    this.#task = lanes;
    const asked = lanes.map(({ at, isDone, part: { sum, end } }) => ({ sum, at, isEnd: isDone && end !== undefined }));
    this.#worker.postMessage({ lanes: asked, blocks });
  }

  /** Whether others may soon come to go along with the only sum that is there. */
  #canWait(): boolean {
    const isEnding = this.#parts.some(({ end }) => end !== undefined);
    return this.#openSums > 1 && this.#parts.length < partsAloneMax && !isEnding;
  }

  #advance(part: Part, blocks: number): Lane {
    const lane = { part, at: part.at, isDone: part.blocks === blocks };
    part.at += blocks * blockBytes;
    part.blocks -= blocks;
    if (lane.isDone) this.#parts.splice(this.#parts.indexOf(part), 1);
    return lane;
  }

  #answered(states: readonly Uint32Array[]): void {
    const lanes = this.#task ?? [];
    this.#task = undefined;
    this.#openSums -= lanes.filter(({ part, isDone }) => isDone && part.end !== undefined).length;
    this.#sendNext();
    for (const [index, { part, isDone }] of lanes.entries()) {
      if (!isDone) continue;
      this.giveBack(part.slab);
      part.end?.resolve(states[index] ?? new Uint32Array());
    }
  }

  /** Everything that it was at is lost; whoever comes next opens another one. */
  #fail(error: unknown): void {
    this.#hasFailed();
    const lost = [...this.#parts, ...(this.#task ?? []).map(({ part }) => part)];
    this.#parts = [];
    for (const part of lost) part.end?.reject(error);
    for (const part of lost) this.giveBack(part.slab);
  }
}

/** A piece of the memory that the thread sees. */
export interface Slab {
  readonly at: number;
  readonly bytes: Buffer;
}
