import { onEverything } from "../access.ts";
import { busOutput } from "../buses/output.ts";
import { listPage } from "../list-page.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListEventBuses.html */
export const listEventBuses: EventsOperation<"ListEventBuses"> = {
  access: onEverything("ListEventBuses"),

  run({ store }, input) {
    const buses = store.buses().filter(({ name }) => name.startsWith(input.NamePrefix ?? ""));
    const { items, token } = listPage(buses, input, ({ name }) => name);
    return { EventBuses: items.map((bus) => busOutput(store.scope, bus)), ...token };
  },
};
