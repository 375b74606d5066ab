import type { Message, MessageAttribute, Queue } from "../model.ts";
import type { Shapes } from "../shapes.ts";
import { attributesMd5 } from "./md5.ts";
import { receiptHandle } from "./receipt.ts";

export interface Wanted {
  readonly systemNames: readonly string[];
  readonly attributeNames: readonly string[];
}

type Received = NonNullable<Shapes["ReceiveMessage"]["output"]["Messages"]>[number];

/** A message as its receiver sees it. */
export function receivedOutput(queue: Queue, message: Message, { systemNames, attributeNames }: Wanted): Received {
  const system = systemAttributes(message, systemNames);
  const attributes = pick(message.attributes, attributeNames);
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle({ queueId: queue.id, seq: message.seq, receivesHere: message.receivesHere }),
    MD5OfBody: message.bodyMd5,
    Body: message.body,
    ...(system === undefined ? {} : { Attributes: system }),
    ...(attributes === undefined
      ? {}
      : { MD5OfMessageAttributes: attributesMd5(attributes), MessageAttributes: attributesOutput(attributes) }),
  };
}

function systemAttributes(message: Message, names: readonly string[]): Record<string, string> | undefined {
  if (names.length === 0) return undefined;
  const all: Readonly<Record<string, string | undefined>> = {
    SenderId: message.sender,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    SequenceNumber: message.sequenceNumber,
    MessageDeduplicationId: message.deduplicationId,
    MessageGroupId: message.group,
    AWSTraceHeader: message.traceHeader,
    DeadLetterQueueSourceArn: message.deadLetterSource,
  };
  const wanted = names.includes("All") ? Object.keys(all) : names;
  const found: Record<string, string> = {};
  for (const name of wanted) {
    const value = all[name];
    if (value !== undefined) found[name] = value;
  }
  return Object.keys(found).length === 0 ? undefined : found;
}

/** Names, `All`, `*`, or the beginning of names: `order.*`. */
function pick(
  attributes: Readonly<Record<string, MessageAttribute>> | undefined,
  names: readonly string[],
): Record<string, MessageAttribute> | undefined {
  if (attributes === undefined || names.length === 0) return undefined;
  const isWanted = (name: string): boolean =>
    names.some(
      (wanted) =>
        wanted === "All" ||
        wanted === "*" ||
        wanted === name ||
        (wanted.endsWith(".*") && name.startsWith(wanted.slice(0, -2))),
    );
  const picked = Object.entries(attributes).filter(([name]) => isWanted(name));
  return picked.length === 0 ? undefined : Object.fromEntries(picked);
}

function attributesOutput(
  attributes: Readonly<Record<string, MessageAttribute>>,
): NonNullable<Received["MessageAttributes"]> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        DataType,
        ...(StringValue === undefined ? {} : { StringValue }),
        ...(BinaryValue === undefined ? {} : { BinaryValue: Buffer.from(BinaryValue, "base64") }),
      },
    ]),
  );
}
