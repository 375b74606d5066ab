import { type FSWatcher, watch } from "node:fs";
import { dirname, join } from "node:path";
import type { Clock, Timer } from "@millrace/core";

/** Editors write a file in several steps, and several files at once. */
const quietMs = 100;

/** Tells when one of a set of files has changed and all is quiet again. The set may be changed while it watches. */
export class SourceWatcher {
  readonly #clock: Clock;
  readonly #changed: () => void;
  readonly #watchers = new Map<string, FSWatcher>();
  #files: ReadonlySet<string> = new Set();
  #timer: Timer | undefined;

  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Whole folders are watched: editors put new files in the place of old ones. */
  watch(files: readonly string[]): void {
    this.#files = new Set(files);
    const folders = new Set(files.map((file) => dirname(file)));
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of folders) {
      if (this.#watchers.has(folder)) continue;
      const watcher = watch(folder, (_, name) => this.#noticed(folder, name));
      // A folder that goes away takes its files with it; the next build says so.
      watcher.on("error", () => this.#noticed(folder, null));
      this.#watchers.set(folder, watcher);
    }
  }

  stop(): void {
    this.#timer?.cancel();
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #noticed(folder: string, name: string | null): void {
    if (name !== null && !this.#files.has(join(folder, name))) return;
    this.#timer?.cancel();
    this.#timer = this.#clock.after(quietMs, () => this.#changed());
  }
}
