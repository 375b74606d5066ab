import type { _Record as StreamRecord } from "@aws-sdk/client-dynamodb-streams";
import type { Message } from "@aws-sdk/client-sqs";
import { parseArn } from "@millrace/core";

export type PipeRecord = Readonly<Record<string, unknown>>;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-sqs.html */
export function queueRecord(message: Message, queueArn: string): PipeRecord {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: { ...message.Attributes },
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue, BinaryValue, DataType }]) => [
        name,
        {
          ...(StringValue === undefined ? {} : { stringValue: StringValue }),
          ...(BinaryValue === undefined ? {} : { binaryValue: Buffer.from(BinaryValue).toString("base64") }),
          stringListValues: [],
          binaryListValues: [],
          dataType: DataType,
        },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: parseArn(queueArn)?.region,
  };
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-dynamodb.html */
export function streamRecord(record: StreamRecord, streamArn: string): PipeRecord {
  const { ApproximateCreationDateTime: at, ...change } = record.dynamodb ?? {};
  return {
    eventID: record.eventID,
    eventName: record.eventName,
    eventVersion: record.eventVersion,
    eventSource: record.eventSource,
    awsRegion: record.awsRegion,
    dynamodb: { ...(at === undefined ? {} : { ApproximateCreationDateTime: at.getTime() / 1000 }), ...change },
    ...(record.userIdentity === undefined
      ? {}
      : { userIdentity: { principalId: record.userIdentity.PrincipalId, type: record.userIdentity.Type } }),
    eventSourceARN: streamArn,
  };
}

/** A body that is JSON can be looked into. */
export function opened(record: PipeRecord): PipeRecord {
  const { body } = record;
  if (typeof body !== "string") return record;
  try {
    return { ...record, body: JSON.parse(body) as unknown };
  } catch {
    return record;
  }
}
