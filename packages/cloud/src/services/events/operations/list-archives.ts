import { onEverything } from "../access.ts";
import { archiveOutput } from "../archives/output.ts";
import { validation } from "../errors.ts";
import { listPage } from "../list-page.ts";
import { busNameOf } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListArchives.html */
export const listArchives: EventsOperation<"ListArchives"> = {
  access: onEverything("ListArchives"),

  run({ store }, input) {
    const { NamePrefix, EventSourceArn, State } = input;
    if ([NamePrefix, EventSourceArn, State].filter((filter) => filter !== undefined).length > 1) {
      throw validation(
        "At most one filter is allowed for ListArchives. Use either : State, EventSourceArn, or NamePrefix.",
      );
    }
    if (EventSourceArn !== undefined) store.bus(busNameOf(EventSourceArn));
    const archives = store.archives
      .list()
      .filter(
        ({ name, busArn }) =>
          name.startsWith(NamePrefix ?? "") &&
          (EventSourceArn === undefined || busArn === EventSourceArn) &&
          (State === undefined || State === "ENABLED"),
      );
    const { items, token } = listPage(archives, input, ({ name }) => name);
    return { Archives: items.map(archiveOutput), ...token };
  },
};
