import { invalidParameter } from "../errors.ts";
import { takeIn } from "../intake/take-in.ts";
import { bytesOf, keptSince, streamResource } from "../model.ts";
import type { LogsOperation, Shapes } from "../shapes.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const dayMs = 24 * 60 * 60 * 1000;
const eventBytesMax = 1_048_576;
const batchBytesMax = 1_048_576;
const spanMsMax = dayMs;
const ageMsMax = 14 * dayMs;
const futureMsMax = 2 * 60 * 60 * 1000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export const putLogEvents: LogsOperation<"PutLogEvents"> = {
  access: (input, scope) => ({
    action: "logs:PutLogEvents",
    resource: streamResource(scope, input.logGroupName, input.logStreamName),
  }),

  run(call, input) {
    const { store, clock } = call;
    const stream = store.stream(input.logGroupName, input.logStreamName);
    const events = readEvents(input.logEvents);
    const now = clock.now();
    const expiredBefore = keptSince(store.group(input.logGroupName), now);
    const isExpired = (at: number): boolean => at < expiredBefore;
    const isTooOld = (at: number): boolean => at < now - ageMsMax;
    const isTooNew = (at: number): boolean => at > now + futureMsMax;
    const accepted = events.filter(({ at }) => !isTooOld(at) && !isExpired(at) && !isTooNew(at));
    const oldEnd = events.findLastIndex(({ at }) => isTooOld(at)) + 1;
    const expiredEnd = events.findLastIndex(({ at }) => isExpired(at)) + 1;
    const newStart = events.findIndex(({ at }) => isTooNew(at));

    if (accepted.length > 0) takeIn(call, stream, store.addEvents(stream, accepted, now));

    return {
      nextSequenceToken: String(now).padStart(56, "4"),
      ...(accepted.length === events.length
        ? {}
        : {
            rejectedLogEventsInfo: {
              ...(oldEnd === 0 ? {} : { tooOldLogEventEndIndex: oldEnd }),
              ...(expiredEnd === 0 ? {} : { expiredLogEventEndIndex: expiredEnd }),
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
  if (read.some(({ message }) => bytesOf(message) > eventBytesMax)) {
    throw invalidParameter(`Log event too large: an event can be no larger than ${eventBytesMax} bytes.`);
  }
  const bytes = read.reduce((sum, { message }) => sum + bytesOf(message), 0);
  if (bytes > batchBytesMax) {
    throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${batchBytesMax}`);
  }
  return read;
}
