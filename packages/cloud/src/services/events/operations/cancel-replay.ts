import { illegalStatus } from "../errors.ts";
import { replayArn } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CancelReplay.html */
export const cancelReplay: EventsOperation<"CancelReplay"> = {
  access: ({ ReplayName = "" }, scope) => ({
    action: "events:CancelReplay",
    resource: replayArn(scope, ReplayName),
  }),

  run({ store }, { ReplayName = "" }) {
    const replay = store.archives.replay(ReplayName);
    if (replay.state !== "STARTING" && replay.state !== "RUNNING") {
      throw illegalStatus(`Replay ${ReplayName} is not in a valid state for this operation.`);
    }

    store.archives.putReplay({ ...replay, state: "CANCELLING" });
    return { ReplayArn: replayArn(store.scope, ReplayName), State: "CANCELLING" };
  },
};
