import { invalidParameter } from "../errors.ts";
import { readGroupName, type StoredEvent, streamResource, visibleFrom } from "../model.ts";
import type { LogsOperation } from "../shapes.ts";
import type { EventRange } from "../store.ts";

const eventsMax = 10_000;
const answerBytesMax = 1_048_576;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
export const getLogEvents: LogsOperation<"GetLogEvents"> = {
  access: (input, scope) => ({
    action: "logs:GetLogEvents",
    resource: streamResource(scope, readGroupName(input.logGroupName, input.logGroupIdentifier), input.logStreamName),
  }),

  run({ store, clock }, input) {
    const group = readGroupName(input.logGroupName, input.logGroupIdentifier);
    const stream = store.stream(group, input.logStreamName);
    const token = readToken(input.nextToken);
    const reverse = token === undefined ? input.startFromHead !== true : token.direction === "b";
    const range: EventRange = {
      from: visibleFrom(store.group(group), clock.now(), input.startTime),
      before: input.endTime === undefined ? undefined : input.endTime,
      after: token === undefined ? undefined : token,
      reverse,
    };

    const events: StoredEvent[] = [];
    let bytes = 0;
    for (const event of store.streamEvents(stream, range)) {
      bytes += Buffer.byteLength(event.message);
      if (events.length >= (input.limit ?? eventsMax) || (bytes > answerBytesMax && events.length > 0)) break;
      events.push(event);
    }
    if (reverse) events.reverse();
    const [first, last] = [events[0] ?? token, events.at(-1) ?? token];

    return {
      events: events.map(({ at, message, ingestedAt }) => ({ timestamp: at, message, ingestionTime: ingestedAt })),
      nextForwardToken: writeToken("f", last),
      nextBackwardToken: writeToken("b", first),
    };
  },
};

interface Token {
  readonly direction: string;
  readonly at: number;
  readonly sequence: number;
}

const writeToken = (direction: "f" | "b", event: { at: number; sequence: number } | undefined): string =>
  `${direction}/${String(event?.at ?? 0).padStart(28, "0")}${String(event?.sequence ?? 0).padStart(28, "0")}/s`;

function readToken(text: string | undefined): Token | undefined {
  if (text === undefined) return undefined;
  const [, direction, at, sequence] = /^([fb])\/(\d{28})(\d{28})\/s$/.exec(text) ?? [];
  if (direction === undefined) throw invalidParameter("The specified nextToken is invalid.");
  return { direction, at: Number(at), sequence: Number(sequence) };
}
