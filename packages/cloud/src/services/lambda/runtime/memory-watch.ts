import { readFileSync } from "node:fs";
import type { Clock, Timer } from "@millrace/core";

const pageBytes = 4096;
const everyMs = 100;
/** More processes than this are not looked at; Lambda lets a function have as many. */
const processesMax = 1024;

/**
 * Calls `exceeded` once when a process and what it has started hold more memory of their own than they may; asks Linux, and
 * nobody else.
 */
export class MemoryWatch {
  readonly #wall: Clock;
  readonly #bytesMax: number;
  readonly #exceeded: () => void;
  #timer: Timer | undefined;
  #peakBytes = 0;

  constructor(wall: Clock, bytesMax: number, exceeded: () => void) {
    this.#wall = wall;
    this.#bytesMax = bytesMax;
    this.#exceeded = exceeded;
  }

  /** The most that was seen. */
  get peakBytes(): number {
    return this.#peakBytes;
  }

  /** Looks every 100 ms until it is stopped. */
  start(pid: number): void {
    this.#timer ??= this.#wall.after(everyMs, () => {
      this.#timer = undefined;
      const bytes = familyBytes(pid);
      if (bytes === undefined) return;
      this.#peakBytes = Math.max(this.#peakBytes, bytes);
      if (bytes > this.#bytesMax) this.#exceeded();
      else this.start(pid);
    });
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
}

/** Undefined once the process is gone, whatever it has left behind. */
function familyBytes(pid: number): number | undefined {
  let bytes = ownBytes(pid);
  if (bytes === undefined) return undefined;
  const family = childrenOf(pid);
  for (let at = 0; at < Math.min(family.length, processesMax); at++) {
    const child = family[at] ?? 0;
    bytes += ownBytes(child) ?? 0;
    family.push(...childrenOf(child));
  }
  return bytes;
}

/** Resident memory without what it shares with other processes, such as the program's own file. */
function ownBytes(pid: number): number | undefined {
  try {
    const [, resident = 0, shared = 0] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ").map(Number);
    return (resident - shared) * pageBytes;
  } catch {
    return undefined;
  }
}

/** Those that its first thread has started: so it is with Node.js, with Python, and with shells. */
function childrenOf(pid: number): number[] {
  try {
    const pids = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ");
    return pids.filter((text) => text !== "").map(Number);
  } catch {
    return [];
  }
}
