import type { JobHandler } from "../../../kernel/job-handler.ts";
import { busNameOf } from "../model.ts";
import type { EventsStore } from "../store.ts";
import { dispatch } from "../targets/dispatch.ts";

/** In one turn; between turns others get theirs, and a replay may be cancelled. */
const eventsAtATime = 200;

interface Progress {
  readonly name: string;
  readonly from?: number;
  readonly afterId?: string;
}

/** Sends archived events to the rules of their bus again, in order, a piece at a time. */
export const runReplay: JobHandler<EventsStore> = {
  laneConcurrencyMax: 1,

  async run(call, job) {
    const { name, from, afterId } = job.payload as Progress;
    const { store, clock } = call;
    const replay = store.archives.replay(name);
    const ended = { endedAt: clock.now() };
    if (replay.state === "CANCELLING") {
      store.archives.putReplay({ ...replay, ...ended, state: "CANCELLED" });
      return "done";
    }
    const busName = busNameOf(replay.destination.Arn);
    if (store.archives.find(replay.archiveName) === undefined || store.findBus(busName) === undefined) {
      store.archives.putReplay({ ...replay, ...ended, state: "FAILED", stateReason: "Archive or event bus is gone." });
      return "done";
    }
    let count = 0;
    let last: { readonly at: number; readonly id: string } | undefined;
    // From just before the beginning, as what is listed comes after the key.
    for (const { at, event } of store.archives.events(replay.archiveName, from ?? replay.eventStartAt - 1, afterId)) {
      if (at > replay.eventEndAt || count === eventsAtATime) break;
      if (at < replay.eventStartAt) continue;
      dispatch(call, { ...event, "replay-name": name }, { busName, onlyRules: replay.destination.FilterArns });
      last = { at, id: event.id };
      count++;
    }
    const lastReplayedAt = last?.at ?? replay.lastReplayedAt;
    if (count === eventsAtATime && last !== undefined) {
      store.archives.putReplay({ ...replay, state: "RUNNING", lastReplayedAt });
      return { retry: { delayMs: 0, payload: { name, from: last.at, afterId: last.id } } };
    }
    store.archives.putReplay({ ...replay, ...ended, state: "COMPLETED", lastReplayedAt });
    return "done";
  },
};
