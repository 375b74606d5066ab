import { alreadyExists } from "../errors.ts";
import { archiveArn, busArn, busNameOf } from "../model.ts";
import { checkPattern } from "../rules/check-rule.ts";
import type { EventsOperation } from "../shapes.ts";
import { expireJob } from "../targets/jobs.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html */
export const createArchive: EventsOperation<"CreateArchive"> = {
  access: ({ ArchiveName = "", EventSourceArn = "" }, scope) => [
    { action: "events:CreateArchive", resource: archiveArn(scope, ArchiveName) },
    { action: "events:CreateArchive", resource: busArn(scope, busNameOf(EventSourceArn)) },
  ],

  run({ store, clock, jobs }, input) {
    const { ArchiveName = "", EventSourceArn = "", EventPattern, RetentionDays = 0 } = input;
    if (store.archives.find(ArchiveName) !== undefined) {
      throw alreadyExists(`Archive ${ArchiveName} already exists.`);
    }
    const bus = store.bus(busNameOf(EventSourceArn));
    if (EventPattern !== undefined) checkPattern(EventPattern);

    const createdAt = clock.now();
    store.putArchive({
      name: ArchiveName,
      busName: bus.name,
      busArn: EventSourceArn,
      description: input.Description,
      eventPattern: EventPattern,
      retentionDays: RetentionDays,
      kmsKeyIdentifier: input.KmsKeyIdentifier,
      createdAt,
      eventCount: 0,
      sizeBytes: 0,
    });
    jobs.add(expireJob, { name: ArchiveName, createdAt }, { lane: ArchiveName, delayMs: 60 * 60_000 });
    return { ArchiveArn: archiveArn(store.scope, ArchiveName), State: "ENABLED", CreationTime: new Date(createdAt) };
  },
};
