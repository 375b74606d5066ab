import { archiveDescription } from "../archives/output.ts";
import { archiveArn } from "../model.ts";
import type { EventsOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeArchive.html */
export const describeArchive: EventsOperation<"DescribeArchive"> = {
  access: ({ ArchiveName = "" }, scope) => ({
    action: "events:DescribeArchive",
    resource: archiveArn(scope, ArchiveName),
  }),

  run: ({ store }, { ArchiveName = "" }) => archiveDescription(store.scope, store.archives.archive(ArchiveName)),
};
