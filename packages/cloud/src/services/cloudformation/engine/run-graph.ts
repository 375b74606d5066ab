import type { Graph } from "../templates/graph.ts";

/**
 * Runs a step for every name, each once those it needs are done, side by side. After a failure nothing more is begun; what runs
 * is waited for. Answers the names whose steps failed, and those that were never begun.
 */
export async function runGraph(
  graph: Graph,
  step: (name: string) => Promise<boolean>,
  isHalted: () => boolean = () => false,
): Promise<{ readonly failed: readonly string[]; readonly skipped: readonly string[] }> {
  const done = new Set<string>();
  const failed: string[] = [];
  const waiting = new Map(graph);
  const running = new Map<string, Promise<void>>();

  const begin = (name: string): void => {
    waiting.delete(name);
    const run = step(name).then((isDone) => {
      running.delete(name);
      if (isDone) done.add(name);
      else failed.push(name);
    });
    running.set(name, run);
  };

  for (;;) {
    const mayBegin = failed.length === 0 && !isHalted();
    for (const [name, needs] of mayBegin ? waiting : []) {
      if ([...needs].every((need) => done.has(need) || !graph.has(need))) begin(name);
    }
    if (running.size === 0) return { failed, skipped: [...waiting.keys()] };
    await Promise.race(running.values());
  }
}
