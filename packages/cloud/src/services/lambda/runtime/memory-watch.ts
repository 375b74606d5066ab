import { readFileSync } from "node:fs";
import type { Clock, Timer } from "@millrace/core";

const pageBytes = 4096;
const everyMs = 100;

/** Calls `exceeded` once when a process holds more memory of its own than it may; asks Linux, and nobody else. */
export class MemoryWatch {
  readonly #wall: Clock;
  readonly #bytesMax: number;
  readonly #exceeded: () => void;
  #timer: Timer | undefined;

  constructor(wall: Clock, bytesMax: number, exceeded: () => void) {
    this.#wall = wall;
    this.#bytesMax = bytesMax;
    this.#exceeded = exceeded;
  }

  /** Looks every 100 ms until it is stopped. */
  start(pid: number): void {
    this.#timer ??= this.#wall.after(everyMs, () => {
      this.#timer = undefined;
      const bytes = ownBytes(pid);
      if (bytes === undefined) return;
      if (bytes > this.#bytesMax) this.#exceeded();
      else this.start(pid);
    });
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }
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
