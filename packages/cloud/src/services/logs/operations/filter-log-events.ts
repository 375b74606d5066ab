import { groupMissing, invalidParameter } from "../errors.ts";
import { eventId, groupResource, readGroupName, type StoredEvent, visibleFrom } from "../model.ts";
import { compilePattern } from "../patterns/compile-pattern.ts";
import type { LogsOperation, Shapes } from "../shapes.ts";

const eventsMax = 10_000;
const answerBytesMax = 1_048_576;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export const filterLogEvents: LogsOperation<"FilterLogEvents"> = {
  access: (input, scope) => ({
    action: "logs:FilterLogEvents",
    resource: groupResource(scope, readGroupName(input.logGroupName, input.logGroupIdentifier)),
  }),

  run({ store, clock }, input) {
    const name = readGroupName(input.logGroupName, input.logGroupIdentifier);
    if (name === "") throw groupMissing();
    if (input.logStreamNames !== undefined && input.logStreamNamePrefix !== undefined) {
      throw invalidParameter("Either logStreamNames or logStreamNamePrefix can be specified, not both.");
    }
    const group = store.group(name);
    const isWanted = compileFilter(input);
    // EndTime itself is within the range here.
    const before = input.endTime === undefined ? undefined : input.endTime + 1;
    const range = { from: visibleFrom(group, clock.now(), input.startTime), before, after: readToken(input.nextToken) };

    const events: StoredEvent[] = [];
    let bytes = 0;
    let next: StoredEvent | undefined;
    for (const event of store.groupEvents(group.name, range)) {
      if (!isWanted(event)) continue;
      bytes += Buffer.byteLength(event.message);
      if (events.length >= (input.limit ?? eventsMax) || (bytes > answerBytesMax && events.length > 0)) {
        next = events.at(-1);
        break;
      }
      events.push(event);
    }

    return {
      events: events.map((event) => ({
        logStreamName: event.stream,
        timestamp: event.at,
        message: event.message,
        ingestionTime: event.ingestedAt,
        eventId: eventId(event),
      })),
      searchedLogStreams: [],
      ...(next === undefined ? {} : { nextToken: Buffer.from(`${next.at}/${next.sequence}`).toString("base64url") }),
    };
  },
};

function compileFilter(input: Shapes["FilterLogEvents"]["input"]): (event: StoredEvent) => boolean {
  const pattern = compilePattern(input.filterPattern);
  const names = input.logStreamNames === undefined ? undefined : new Set(input.logStreamNames);
  const prefix = input.logStreamNamePrefix ?? "";
  return ({ stream, message }) =>
    (names === undefined || names.has(stream)) && stream.startsWith(prefix) && pattern.match(message) !== undefined;
}

function readToken(text: string | undefined): { at: number; sequence: number } | undefined {
  if (text === undefined) return undefined;
  const [, at, sequence] = /^(-?\d+)\/(\d+)$/.exec(Buffer.from(text, "base64url").toString()) ?? [];
  if (at === undefined) throw invalidParameter("The specified nextToken is invalid.");
  return { at: Number(at), sequence: Number(sequence) };
}
