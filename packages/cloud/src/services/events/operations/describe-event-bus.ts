import { onBus } from "../access.ts";
import { busOutput, settingsOutput } from "../buses/output.ts";
import { busNameOf } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeEventBus.html */
export const describeEventBus: EventsOperation<"DescribeEventBus"> = {
  access: onBus("DescribeEventBus"),

  run({ store }, { Name }) {
    const bus = store.bus(busNameOf(Name));
    return { ...busOutput(store.scope, bus), ...settingsOutput(bus) };
  },
};
