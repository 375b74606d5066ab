import type { _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";

/** A change as functions get it. https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html */
export function streamRecord(record: StreamRecord, streamArn: string): Record<string, unknown> {
  const { ApproximateCreationDateTime: at, ...change } = record.dynamodb ?? {};
  return {
    eventID: record.eventID,
    eventName: record.eventName,
    eventVersion: record.eventVersion,
    eventSource: record.eventSource,
    awsRegion: record.awsRegion,
    dynamodb: {
      ...(at === undefined ? {} : { ApproximateCreationDateTime: at.getTime() / 1000 }),
      ...change,
    },
    ...(record.userIdentity === undefined
      ? {}
      : { userIdentity: { principalId: record.userIdentity.PrincipalId, type: record.userIdentity.Type } }),
    eventSourceARN: streamArn,
  };
}

export const sequenceOf = (record: StreamRecord): string => record.dynamodb?.SequenceNumber ?? "";

export const createdAt = (record: StreamRecord): number => record.dynamodb?.ApproximateCreationDateTime?.getTime() ?? 0;
