import type { Message } from "@aws-sdk/client-sqs";
import { parseArn } from "@millrace/core";
import { dataText, type JsonEvent } from "../../../streams/stream-record.ts";

export type PipeRecord = JsonEvent;

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

/** A body or data that is JSON can be looked into. */
export function opened(record: PipeRecord): PipeRecord {
  const data = dataText(record);
  if (data !== undefined) return { ...record, data: parsed(data) ?? data };
  const { body } = record;
  return typeof body === "string" ? { ...record, body: parsed(body) ?? body } : record;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
