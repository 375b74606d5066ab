import { invalidParameter } from "../errors.ts";
import { streamResource } from "../model.ts";
import type { LogsOperation, Shapes } from "../shapes.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const dayMs = 24 * 60 * 60 * 1000;
const spanMsMax = dayMs;
const ageMsMax = 14 * dayMs;
const futureMsMax = 2 * 60 * 60 * 1000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export const putLogEvents: LogsOperation<"PutLogEvents"> = {
  access: (input, scope) => ({
    action: "logs:PutLogEvents",
    resource: streamResource(scope, input.logGroupName, input.logStreamName),
  }),

  run({ store, clock }, input) {
    const stream = store.stream(input.logGroupName, input.logStreamName);
    const events = readEvents(input.logEvents);
    const now = clock.now();
    const isTooOld = (at: number): boolean => at < now - ageMsMax;
    const isTooNew = (at: number): boolean => at > now + futureMsMax;
    const accepted = events.filter(({ at }) => !isTooOld(at) && !isTooNew(at));
    const oldEnd = events.findLastIndex(({ at }) => isTooOld(at)) + 1;
    const newStart = events.findIndex(({ at }) => isTooNew(at));

    if (accepted.length > 0) store.addEvents(stream, accepted, now);

    return {
      nextSequenceToken: String(now).padStart(56, "4"),
      ...(accepted.length === events.length
        ? {}
        : {
            rejectedLogEventsInfo: {
              ...(oldEnd === 0 ? {} : { tooOldLogEventEndIndex: oldEnd }),
              ...(newStart < 0 ? {} : { tooNewLogEventStartIndex: newStart }),
            },
          }),
    };
  },
};

function readEvents(events: Shapes["PutLogEvents"]["input"]["logEvents"]): { at: number; message: string }[] {
  const read = events.map(({ timestamp = 0, message = "" }) => ({ at: timestamp, message }));
  const isInOrder = read.every(({ at }, index) => index === 0 || at >= (read[index - 1]?.at ?? 0));
  if (!isInOrder) throw invalidParameter("Log events in a single PutLogEvents request must be in chronological order.");
  if ((read.at(-1)?.at ?? 0) - (read[0]?.at ?? 0) > spanMsMax) {
    throw invalidParameter("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
  }
  return read;
}
