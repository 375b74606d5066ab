import { onEverything } from "../access.ts";
import { replayOutput } from "../archives/output.ts";
import { validation } from "../errors.ts";
import { listPage } from "../list-page.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListReplays.html */
export const listReplays: EventsOperation<"ListReplays"> = {
  access: onEverything("ListReplays"),

  run({ store }, input) {
    const { NamePrefix, EventSourceArn, State } = input;
    if ([NamePrefix, EventSourceArn, State].filter((filter) => filter !== undefined).length > 1) {
      throw validation(
        "At most one filter is allowed for ListReplays. Use either : State, EventSourceArn, or NamePrefix.",
      );
    }
    const replays = store.archives
      .replays()
      .filter(
        ({ name, archiveArn, state }) =>
          name.startsWith(NamePrefix ?? "") &&
          (EventSourceArn === undefined || archiveArn === EventSourceArn) &&
          (State === undefined || state === State),
      );
    const { items, token } = listPage(replays, input, ({ name }) => name);
    return { Replays: items.map(replayOutput), ...token };
  },
};
