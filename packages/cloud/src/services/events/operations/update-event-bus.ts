import { onBus } from "../access.ts";
import { settingsOutput } from "../buses/output.ts";
import { busArn, busNameOf } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateEventBus.html */
export const updateEventBus: EventsOperation<"UpdateEventBus"> = {
  access: onBus("UpdateEventBus"),

  run({ store, clock }, { Name, Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig }) {
    const before = store.bus(busNameOf(Name));

    const bus = {
      ...before,
      description: Description ?? before.description,
      kmsKeyIdentifier: KmsKeyIdentifier === "" ? undefined : (KmsKeyIdentifier ?? before.kmsKeyIdentifier),
      deadLetterArn: DeadLetterConfig === undefined ? before.deadLetterArn : DeadLetterConfig.Arn,
      logLevel: (LogConfig ?? before.logLevel) as never,
      modifiedAt: clock.now(),
    };
    store.putBus(bus);
    return { Arn: busArn(store.scope, bus.name), Name: bus.name, ...settingsOutput(bus) };
  },
};
