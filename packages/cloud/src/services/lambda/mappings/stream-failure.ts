import type { GiveUpCondition } from "../../../streams/run-in-order.ts";
import type { StreamRecord } from "../../../streams/stream-record.ts";
import type { Ran } from "../invocations/run-function.ts";
import type { Mapping } from "./mapping-model.ts";

export interface StreamFailureOptions {
  readonly condition: GiveUpCondition;
  readonly attempts: number;
  /** The last run; undefined when the records were too old to run. */
  readonly ran: Ran | undefined;
  readonly mapping: Mapping;
  readonly shardId: string;
  readonly requestId: string;
  /** Buckets are given the records themselves, queues and topics only where they were. */
  readonly hasPayload: boolean;
  readonly now: number;
}

/** What a destination is told of records that were given up. https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
export function streamFailure(batch: readonly StreamRecord[], options: StreamFailureOptions): object {
  const { mapping, shardId, requestId, condition, attempts, ran, hasPayload, now } = options;
  const [first] = batch;
  const last = batch.at(-1);
  if (first === undefined || last === undefined) throw new TypeError("Cannot tell of a batch without records");
  return {
    requestContext: { requestId, functionArn: mapping.functionArn, condition, approximateInvokeCount: attempts },
    ...(ran === undefined
      ? {}
      : {
          responseContext: {
            statusCode: 200,
            executedVersion: ran.executedVersion,
            functionError: ran.functionError ?? null,
          },
        }),
    version: "1.0",
    timestamp: new Date(now).toISOString(),
    [mapping.kind === "kinesis" ? "KinesisBatchInfo" : "DDBStreamBatchInfo"]: {
      shardId,
      startSequenceNumber: first.sequenceNumber,
      endSequenceNumber: last.sequenceNumber,
      approximateArrivalOfFirstRecord: seconds(first.createdAt),
      approximateArrivalOfLastRecord: seconds(last.createdAt),
      batchSize: batch.length,
      streamArn: mapping.eventSourceArn,
    },
    ...(hasPayload
      ? {
          payload: JSON.stringify({ Records: batch.map(({ event }) => event) }),
        }
      : {}),
  };
}

/** Without fractions, as AWS writes it. */
const seconds = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
