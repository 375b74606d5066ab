import { archiveArn } from "../model.ts";
import { checkPattern } from "../rules/check-rule.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateArchive.html */
export const updateArchive: EventsOperation<"UpdateArchive"> = {
  access: ({ ArchiveName = "" }, scope) => ({
    action: "events:UpdateArchive",
    resource: archiveArn(scope, ArchiveName),
  }),

  run({ store }, { ArchiveName = "", Description, EventPattern, RetentionDays, KmsKeyIdentifier }) {
    const archive = store.archives.archive(ArchiveName);
    if (EventPattern !== undefined) checkPattern(EventPattern);

    store.putArchive({
      ...archive,
      description: Description ?? archive.description,
      eventPattern: EventPattern ?? archive.eventPattern,
      retentionDays: RetentionDays ?? archive.retentionDays,
      kmsKeyIdentifier: KmsKeyIdentifier ?? archive.kmsKeyIdentifier,
    });
    return {
      ArchiveArn: archiveArn(store.scope, ArchiveName),
      State: "ENABLED",
      CreationTime: new Date(archive.createdAt),
    };
  },
};
