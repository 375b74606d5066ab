import { pageOf } from "../../../kernel/paging.ts";
import type { KinesisOperation } from "../shapes.ts";
import { describeCommon } from "../streams/describe.ts";

const streamsDefault = 100;

/** @see https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListStreams.html */
export const listStreams: KinesisOperation<"ListStreams"> = {
  access: () => ({ action: "kinesis:ListStreams", resource: "*" }),

  run({ store }, { Limit: max = streamsDefault, NextToken: token, ExclusiveStartStreamName: after }) {
    const { items, next } = pageOf(store.streams(after), { token, max, idOf: ({ name }) => name });
    const described = items.map((stream) => describeCommon(store.scope, stream));
    return {
      StreamNames: items.map(({ name }) => name),
      HasMoreStreams: next !== undefined,
      ...(next === undefined ? {} : { NextToken: next }),
      StreamSummaries: described.map(
        ({ StreamName, StreamARN, StreamStatus, StreamModeDetails, StreamCreationTimestamp }) => ({
          StreamName,
          StreamARN,
          StreamStatus,
          StreamModeDetails,
          StreamCreationTimestamp,
        }),
      ),
    };
  },
};
