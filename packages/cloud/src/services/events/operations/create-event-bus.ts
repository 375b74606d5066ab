import { onBus } from "../access.ts";
import { settingsOutput } from "../buses/output.ts";
import { alreadyExists, limitExceeded, notFound, validation } from "../errors.ts";
import { busArn, defaultBus } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";
import { readTags } from "../tags.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const busesMax = 100;

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateEventBus.html */
export const createEventBus: EventsOperation<"CreateEventBus"> = {
  access: onBus("CreateEventBus"),

  run({ store, clock }, input) {
    const { Name = "", EventSourceName, Description, KmsKeyIdentifier, DeadLetterConfig, LogConfig, Tags } = input;
    if (EventSourceName !== undefined) throw notFound(`Event source ${EventSourceName} does not exist.`);
    if (Name.includes("/")) throw validation("Event bus name must not contain '/'.");
    if (Name.startsWith("aws.")) throw validation("Event bus name starting with 'aws.' is not valid.");
    if (Name === defaultBus || store.findBus(Name) !== undefined) {
      throw alreadyExists(`Event bus ${Name} already exists.`);
    }
    if (store.buses().length >= busesMax) throw limitExceeded();

    const bus = {
      name: Name,
      description: Description,
      kmsKeyIdentifier: KmsKeyIdentifier,
      deadLetterArn: DeadLetterConfig?.Arn,
      logLevel: LogConfig as never,
      tags: readTags(Tags),
      createdAt: clock.now(),
      modifiedAt: clock.now(),
    };
    store.putBus(bus);
    return { EventBusArn: busArn(store.scope, Name), ...settingsOutput(bus) };
  },
};
