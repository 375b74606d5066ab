import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Clock, Timer } from "@millrace/core";

const everyMs = 250;

/** Calls `exceeded` once when a folder holds more than it may, for where the system itself cannot be told to bound it. */
export class FolderWatch {
  readonly #wall: Clock;
  readonly #folder: string;
  readonly #bytesMax: number;
  readonly #exceeded: () => void;
  #timer: Timer | undefined;
  #isWanted = false;
  #lookedAt = 0;

  constructor(
    wall: Clock,
    { folder, bytesMax }: { readonly folder: string; readonly bytesMax: number },
    exceeded: () => void,
  ) {
    this.#wall = wall;
    this.#folder = folder;
    this.#bytesMax = bytesMax;
    this.#exceeded = exceeded;
  }

  /** Looks now and then until it is stopped. */
  start(): void {
    this.#isWanted = true;
    this.#timer ??= this.#wall.after(everyMs, () => void this.#look());
  }

  /** What short events have written one after the other is looked at too, though not after each of them. */
  stop(): void {
    this.#isWanted = false;
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#wall.now() - this.#lookedAt > everyMs) void this.#look();
  }

  async #look(): Promise<void> {
    this.#timer = undefined;
    this.#lookedAt = this.#wall.now();
    if ((await bytesIn(this.#folder, this.#bytesMax)) > this.#bytesMax) this.#exceeded();
    else if (this.#isWanted) this.start();
  }
}

/** As far as `max`; what goes away meanwhile does not count. */
async function bytesIn(folder: string, max: number): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await bytesIn(path, max - bytes);
    else if (entry.isFile())
      bytes += await lstat(path).then(
        ({ blocks }) => blocks * blockBytes,
        () => 0,
      );
    if (bytes > max) return bytes;
  }
  return bytes;
}

/** Of which `stat` counts, whatever the file system's own are. */
const blockBytes = 512;
