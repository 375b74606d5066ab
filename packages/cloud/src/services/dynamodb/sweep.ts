import type { Clock, Timer } from "@millrace/core";

/** Something whose parts come to the end of their time. */
export interface Sweepable {
  /** Removes some of what is over. Answers when there will be more; a time that has passed means now. */
  sweep(now: number): number | undefined;
  /** Has `listener` called with every new time at which something will be over. */
  onDue(listener: (at: number) => void): void;
}

/** Sweeps whenever something is over, by the cloud's clock. Answers how to end it. */
export function sweepWhenDue(clock: Clock, work: Sweepable): () => void {
  let timer: Timer | undefined;
  let armedFor = Number.POSITIVE_INFINITY;

  const arm = (at: number): void => {
    if (at >= armedFor) return;
    timer?.cancel();
    armedFor = at;
    timer = clock.after(at - clock.now(), sweep);
  };
  const sweep = (): void => {
    armedFor = Number.POSITIVE_INFINITY;
    const next = work.sweep(clock.now());
    if (next !== undefined) arm(next);
  };

  work.onDue(arm);
  sweep();
  return () => timer?.cancel();
}
