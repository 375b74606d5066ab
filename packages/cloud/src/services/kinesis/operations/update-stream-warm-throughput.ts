import { streamArn } from "../model.ts";
import { onStream } from "../on-stream.ts";

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateStreamWarmThroughput.html */
export const updateStreamWarmThroughput = onStream("UpdateStreamWarmThroughput", ({ store }, stream, input) => {
  store.put({ ...stream, warmMiBps: input.WarmThroughputMiBps });
  return {
    StreamName: stream.name,
    StreamARN: streamArn(store.scope, stream.name),
    WarmThroughput: { TargetMiBps: input.WarmThroughputMiBps, CurrentMiBps: input.WarmThroughputMiBps },
  };
});
