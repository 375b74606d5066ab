import { alreadyExists, limitExceeded, notValid } from "../errors.ts";
import { archiveArn, busNameOf, replayArn } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";
import { replayJob } from "../targets/jobs.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const activeMax = 10;
/** Replays take their time on AWS, minutes as a rule. */
const startMs = 5_000;

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_StartReplay.html */
export const startReplay: EventsOperation<"StartReplay"> = {
  access: ({ ReplayName = "" }, scope) => ({ action: "events:StartReplay", resource: replayArn(scope, ReplayName) }),

  run({ store, clock, jobs }, input) {
    const { ReplayName = "", EventSourceArn = "", EventStartTime, EventEndTime, Destination } = input;
    const [eventStartAt, eventEndAt] = [EventStartTime?.getTime() ?? 0, EventEndTime?.getTime() ?? 0];
    const bus = store.bus(busNameOf(Destination?.Arn));
    const archiveName = EventSourceArn.slice(EventSourceArn.lastIndexOf("/") + 1);
    const archive = store.archives.find(archiveName);
    if (archive === undefined || archiveArn(store.scope, archiveName) !== EventSourceArn) {
      throw notValid("EventSourceArn", `Archive ${archiveName} does not exist.`);
    }
    if (eventStartAt >= eventEndAt) throw notValid("EventEndTime", "EventStartTime must be before EventEndTime.");
    if (archive.busName !== bus.name) {
      throw notValid("Destination.Arn", "Cross event bus replay is not permitted.");
    }
    if (store.archives.hasReplay(ReplayName)) throw alreadyExists(`Replay ${ReplayName} already exists.`);
    const active = store.archives.replays().filter(({ state }) => /ING$/.test(state));
    if (active.length >= activeMax) throw limitExceeded();

    const startedAt = clock.now();
    store.archives.putReplay({
      name: ReplayName,
      description: input.Description,
      archiveArn: EventSourceArn,
      archiveName,
      destination: {
        Arn: Destination?.Arn ?? "",
        ...(Destination?.FilterArns === undefined ? {} : { FilterArns: Destination.FilterArns }),
      },
      state: "STARTING",
      eventStartAt,
      eventEndAt,
      startedAt,
    });
    jobs.add(replayJob, { name: ReplayName }, { lane: ReplayName, delayMs: startMs });
    return {
      ReplayArn: replayArn(store.scope, ReplayName),
      State: "STARTING",
      ReplayStartTime: new Date(startedAt),
    };
  },
};
