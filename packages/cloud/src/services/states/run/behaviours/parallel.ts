import { finish, prepare } from "../state-io.ts";
import type { Step } from "../step.ts";

/** https://states-language.net/#parallel-state */
export async function parallel(step: Step): Promise<void> {
  const { state, language, thread, run } = step;
  const { group } = thread;
  const scopes = step.scope();
  if (group !== undefined && group.pending === 0) {
    run.record(thread, "ParallelStateSucceeded", undefined, { isAside: true });
    const result = [...group.results];
    return step.leave(await finish(state, { language, scopes, result, hasResult: true }), state.Next);
  }
  const { effective, parameters } = await prepare(state, language, scopes);
  run.record(thread, "ParallelStateStarted");
  const branches = state.Branches ?? [];
  thread.group = { results: [], items: [], effective, next: 0, pending: branches.length };
  thread.status = "working";
  for (const index of branches.keys()) {
    run.spawn({
      parent: thread,
      index,
      place: [...thread.place, thread.state, index],
      input: parameters ?? effective,
      lastEventId: thread.lastEventId,
    });
  }
}
