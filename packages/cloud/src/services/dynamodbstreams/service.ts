import type { Service } from "../../kernel/service.ts";
import { describeStream } from "./operations/describe-stream.ts";
import { getRecords } from "./operations/get-records.ts";
import { getShardIterator } from "./operations/get-shard-iterator.ts";
import { listStreams } from "./operations/list-streams.ts";
import type { StreamSource } from "./source.ts";

/** Amazon DynamoDB Streams: what changed in tables, for a day. */
export const dynamodbstreams: Service<StreamSource> = {
  name: "dynamodbstreams",
  denial: { code: "AccessDeniedException", status: 400 },
  faceOf: "dynamodb",
  open: (_kernel, _scope, face) => (face as { readonly streams: StreamSource }).streams,
  operations: {
    DescribeStream: describeStream,
    GetRecords: getRecords,
    GetShardIterator: getShardIterator,
    ListStreams: listStreams,
  },
};
