import { pageOf } from "../../../kernel/paging.ts";
import { groupMissing, invalidParameter } from "../errors.ts";
import { groupResource, type LogStream, readGroupName, streamResource } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";

const itemsDefault = 50;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export const describeLogStreams: LogsOperation<"DescribeLogStreams"> = {
  access: (input, scope) => ({
    action: "logs:DescribeLogStreams",
    resource: groupResource(scope, readGroupName(input.logGroupName, input.logGroupIdentifier)),
  }),

  run({ store, account, region }, input) {
    const name = readGroupName(input.logGroupName, input.logGroupIdentifier);
    if (name === "") throw groupMissing();
    const byTime = input.orderBy === "LastEventTime";
    if (byTime && input.logStreamNamePrefix !== undefined) {
      throw invalidParameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
    }
    const group = store.group(name);
    const streams = [...store.streams(group.name, input.logStreamNamePrefix)];
    const idOf = byTime ? byLastEvent : (stream: LogStream) => stream.name;
    streams.sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
    // Ids must grow from page to page, so a list that goes down is counted by its place.
    const ordered = input.descending === true ? streams.reverse() : streams;
    const { items, next } = pageOf(
      ordered.map((stream, place) => ({ stream, place })),
      {
        token: input.nextToken,
        max: input.limit ?? itemsDefault,
        idOf: ({ place }) => String(place).padStart(9, "0"),
      },
    );

    return {
      logStreams: items.map(({ stream }) => ({
        logStreamName: stream.name,
        creationTime: stream.createdAt,
        arn: streamResource({ account, region }, stream.group, stream.name),
        storedBytes: 0,
        ...(stream.lastEventAt === undefined
          ? {}
          : {
              firstEventTimestamp: stream.firstEventAt,
              lastEventTimestamp: stream.lastEventAt,
              lastIngestionTime: stream.lastIngestedAt,
              uploadSequenceToken: String(stream.lastIngestedAt).padStart(56, "4"),
            }),
      })),
      ...(next === undefined ? {} : { nextToken: next }),
    };
  },
};

const byLastEvent = (stream: LogStream): string =>
  `${String(stream.lastEventAt ?? 0).padStart(16, "0")} ${stream.name}`;
