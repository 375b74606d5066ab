import { onStream } from "../on-stream.ts";

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateStreamMode.html */
export const updateStreamMode = onStream("UpdateStreamMode", ({ store }, stream, input) => {
  store.put({ ...stream, mode: input.StreamModeDetails.StreamMode ?? stream.mode });
});
