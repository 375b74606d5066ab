import { givenKey } from "../encryption.ts";
import { onStream } from "../on-stream.ts";
import { fit, put } from "../records/put.ts";

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html */
export const putRecord = onStream("PutRecord", (call, stream, input) => {
  const answer = (dataKey?: Parameters<typeof put>[3]) => {
    const current = call.store.stream(stream.name);
    return {
      ...put(call, current, fit(current, input), dataKey),
      ...(dataKey === undefined ? {} : { EncryptionType: "KMS" as const }),
    };
  };
  fit(stream, input);
  return stream.encryption === undefined ? answer() : givenKey(call, stream).then(answer);
});
