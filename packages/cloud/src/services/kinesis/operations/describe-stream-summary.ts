import { onStream } from "../on-stream.ts";
import { describeSummary } from "../streams/describe.ts";

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamSummary.html */
export const describeStreamSummary = onStream("DescribeStreamSummary", ({ store }, stream) => ({
  StreamDescriptionSummary: describeSummary(store.scope, stream, [...store.consumers(stream)].length),
}));
