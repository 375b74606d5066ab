import { createHash } from "node:crypto";
import { type Headers, header } from "@millrace/wire";
import { invalidContents, invalidParameter, invalidValue, missingParameter, wrongQueueType } from "../errors.ts";
import { type MessageAttribute, messageBytesMax, type Queue, secondsOf } from "../model.ts";
import type { Shapes } from "../shapes.ts";
import { attributesMd5, md5 } from "./md5.ts";
import { readAttributes } from "./message-attributes.ts";

type Sent = Omit<Shapes["SendMessage"]["input"], "QueueUrl" | "MessageBody"> & {
  readonly MessageBody: string | undefined;
};

/** A message that may be sent. */
export interface Outgoing {
  readonly body: string;
  readonly bodyMd5: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>> | undefined;
  readonly attributesMd5: string | undefined;
  readonly systemAttributesMd5: string | undefined;
  readonly traceHeader: string | undefined;
  readonly group: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly delaySeconds: number;
}

const delaySecondsMax = 900;

/**
 * Throws what AWS says of a message that may not be sent to this queue. A trace that the request itself belongs to, by its header, goes
 * on with the message unless the message says otherwise.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function readOutgoing(queue: Queue, sent: Sent, headers: Headers): Outgoing {
  const { MessageBody: body = "" } = sent;
  if (body === "") throw missingParameter("MessageBody");
  refuseForbiddenCharacters(body);
  refuseWrongParameters(queue, sent);
  const attributes = readAttributes(sent.MessageAttributes);
  const traceHeader = readTraceHeader(sent);
  const bytesMax = Number(queue.attributes["MaximumMessageSize"] ?? messageBytesMax);
  if (outgoingBytes(sent) > bytesMax) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${bytesMax} bytes.`,
    );
  }
  return {
    body,
    bodyMd5: md5(body),
    attributes,
    attributesMd5: attributes === undefined ? undefined : attributesMd5(attributes),
    systemAttributesMd5:
      traceHeader === undefined
        ? undefined
        : attributesMd5({ AWSTraceHeader: { DataType: "String", StringValue: traceHeader } }),
    traceHeader: traceHeader ?? header({ headers }, "x-amzn-trace-id"),
    group: sent.MessageGroupId,
    deduplicationId: queue.isFifo ? deduplicationIdOf(queue, sent) : undefined,
    delaySeconds:
      sent.DelaySeconds !== undefined && !queue.isFifo ? sent.DelaySeconds : secondsOf(queue, "DelaySeconds"),
  };
}

/** Throws what makes a whole batch fail, not the one entry that has it. */
export function refuseBatch(queue: Queue, entry: Sent): void {
  if (queue.isFifo) deduplicationIdOf(queue, entry);
}

/** What counts towards the limits: the body, and name, type and value of each attribute. */
export function outgoingBytes({ MessageBody, MessageAttributes = {} }: Sent): number {
  let bytes = Buffer.byteLength(MessageBody ?? "");
  for (const [name, { DataType = "", StringValue = "", BinaryValue }] of Object.entries(MessageAttributes)) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType) + Buffer.byteLength(StringValue);
    bytes += BinaryValue?.byteLength ?? 0;
  }
  return bytes;
}

/** Everything that XML 1.0 cannot say, half of a surrogate pair included. */
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

function refuseForbiddenCharacters(body: string): void {
  const found = forbidden.exec(body);
  if (found !== null) throw invalidContents(found[0].charCodeAt(0));
}

const idPattern = /^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]{1,128}$/;
function refuseWrongParameters(queue: Queue, { DelaySeconds, MessageGroupId, MessageDeduplicationId }: Sent): void {
  refuseWrongId("MessageGroupId", MessageGroupId);
  if (MessageDeduplicationId !== undefined && !queue.isFifo) {
    throw wrongQueueType(MessageDeduplicationId, "MessageDeduplicationId");
  }
  refuseWrongId("MessageDeduplicationId", MessageDeduplicationId);
  if (DelaySeconds !== undefined) {
    if (queue.isFifo && DelaySeconds !== 0) throw wrongQueueType(DelaySeconds, "DelaySeconds");
    if (DelaySeconds < 0 || DelaySeconds > delaySecondsMax) {
      throw invalidValue(DelaySeconds, "DelaySeconds", `DelaySeconds must be >= 0 and <= ${delaySecondsMax}.`);
    }
  }
  if (queue.isFifo && MessageGroupId === undefined) throw missingParameter("MessageGroupId");
}

function refuseWrongId(name: string, id: string | undefined): void {
  if (id === undefined || idPattern.test(id)) return;
  throw invalidValue(id, name, `${name} can only include alphanumeric and punctuation characters. 1 to 128 in length.`);
}

function deduplicationIdOf(queue: Queue, { MessageBody, MessageDeduplicationId }: Sent): string {
  if (MessageDeduplicationId !== undefined) return MessageDeduplicationId;
  if (queue.attributes["ContentBasedDeduplication"] !== "true") {
    throw invalidParameter(
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
  }
  return createHash("sha256")
    .update(MessageBody ?? "")
    .digest("hex");
}

function readTraceHeader({ MessageSystemAttributes = {} }: Sent): string | undefined {
  for (const name of Object.keys(MessageSystemAttributes)) {
    if (name !== "AWSTraceHeader") {
      throw invalidParameter(
        `Message system attribute name '${name}' is invalid. Reason: Unknown message system attribute.`,
      );
    }
  }
  const { AWSTraceHeader } = MessageSystemAttributes;
  if (AWSTraceHeader === undefined) return undefined;
  if (AWSTraceHeader.DataType !== "String" || !AWSTraceHeader.StringValue) {
    throw invalidParameter(
      "Message (system) attribute 'AWSTraceHeader' must contain a non-empty value of type 'String'.",
    );
  }
  return AWSTraceHeader.StringValue;
}
