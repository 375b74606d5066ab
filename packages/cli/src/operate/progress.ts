import { type Clock, wallClock } from "@millrace/core";
import { duration } from "../terminal.ts";

export interface ProgressOptions {
  /** What is done to the bytes: `sent`. */
  readonly what: string;
  readonly total: number;
  readonly clock?: Clock;
}

export interface Progress {
  at(bytes: number): void;
  end(): void;
}

const quietMs = 1_000;
const stepMs = 200;
const barWidth = 24;

/** A bar with rate and time left on a terminal, for what takes more than a second; nothing for a pipe. */
export function createProgress({ what, total, clock = wallClock }: ProgressOptions): Progress {
  const started = clock.now();
  let shownAt = started + quietMs;
  let isShown = false;
  const clear = (): void => void process.stderr.write("\r\u001b[K");
  return {
    at(bytes) {
      const now = clock.now();
      if (process.stderr.isTTY !== true || now < shownAt) return;
      shownAt = now + stepMs;
      isShown = true;
      const share = total === 0 ? 1 : Math.min(1, bytes / total);
      const rate = bytes / Math.max(1, now - started);
      const left = rate === 0 ? "" : `, ${duration((total - bytes) / rate)} left`;
      const bar = "█".repeat(Math.round(share * barWidth)).padEnd(barWidth, "░");
      clear();
      process.stderr.write(`${bar} ${Math.floor(share * 100)}% ${what}, ${(rate / 1000).toFixed(1)} MB/s${left}`);
    },
    end() {
      if (isShown) clear();
    },
  };
}
