import { givenKey } from "../encryption.ts";
import { invalidArgument } from "../errors.ts";
import { onStream } from "../on-stream.ts";
import { fit, type Incoming, put } from "../records/put.ts";

/** https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html */
const requestBytesMax = 10 * 1024 * 1024;

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html */
export const putRecords = onStream("PutRecords", (call, stream, { Records }) => {
  if (bytesOf(Records) > requestBytesMax) throw invalidArgument("Records size exceeds 10 MB limit");
  const answer = (dataKey?: Parameters<typeof put>[3]) => {
    const current = call.store.stream(stream.name);
    const fitting = Records.map((record) => fit(current, record));
    return {
      FailedRecordCount: 0,
      Records: fitting.map((record) => put(call, current, record, dataKey)),
      ...(dataKey === undefined ? {} : { EncryptionType: "KMS" as const }),
    };
  };
  return stream.encryption === undefined ? answer() : givenKey(call, stream).then(answer);
});

const bytesOf = (records: readonly Incoming[]): number =>
  records.reduce(
    (sum, { Data, PartitionKey = "" }) => sum + (Data?.byteLength ?? 0) + Buffer.byteLength(PartitionKey),
    0,
  );
