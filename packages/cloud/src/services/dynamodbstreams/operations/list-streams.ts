import { formatArn } from "@millrace/core";
import type { Operation } from "../../../kernel/operation.ts";
import type { Shapes } from "../shapes.ts";
import type { Stream, StreamSource } from "../source.ts";

const streamsMax = 100;

/**
 * Names the streams of a table, or all of them.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html
 */
export const listStreams: Operation<StreamSource, Shapes["ListStreams"]> = {
  access: (_, { region, account }) => ({
    action: "dynamodb:ListStreams",
    resource: formatArn({ service: "dynamodb", region, account, resource: "*" }),
  }),

  run({ store }, input) {
    const max = Math.min(input.Limit ?? streamsMax, streamsMax);
    const page: Stream[] = [];
    for (const stream of store.list({ tableName: input.TableName, afterArn: input.ExclusiveStartStreamArn })) {
      page.push(stream);
      if (page.length > max) break;
    }
    const isCut = page.length > max;
    const streams = page.slice(0, max);
    return {
      Streams: streams.map(({ arn, tableName, label }) => ({
        StreamArn: arn,
        TableName: tableName,
        StreamLabel: label,
      })),
      ...(isCut && { LastEvaluatedStreamArn: streams.at(-1)?.arn }),
    };
  },
};
