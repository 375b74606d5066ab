import { onStream } from "../on-stream.ts";

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateMaxRecordSize.html */
export const updateMaxRecordSize = onStream("UpdateMaxRecordSize", ({ store }, stream, input) => {
  store.put({ ...stream, recordKiBMax: input.MaxRecordSizeInKiB });
});
