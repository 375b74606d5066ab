import { replayDescription } from "../archives/output.ts";
import { replayArn } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeReplay.html */
export const describeReplay: EventsOperation<"DescribeReplay"> = {
  access: ({ ReplayName = "" }, scope) => ({
    action: "events:DescribeReplay",
    resource: replayArn(scope, ReplayName),
  }),

  run: ({ store }, { ReplayName = "" }) => replayDescription(store.scope, store.archives.replay(ReplayName)),
};
