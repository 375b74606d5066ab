import { archiveArn } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteArchive.html */
export const deleteArchive: EventsOperation<"DeleteArchive"> = {
  access: ({ ArchiveName = "" }, scope) => ({
    action: "events:DeleteArchive",
    resource: archiveArn(scope, ArchiveName),
  }),

  run({ store }, { ArchiveName = "" }) {
    store.deleteArchive(store.archives.archive(ArchiveName));
  },
};
