import { createHash } from "node:crypto";
import { invalid, invalidParameter } from "../errors.ts";
import type { MessageAttribute, Published, Topic } from "../model.ts";
import type { Shapes } from "../shapes.ts";

type Given = Omit<Shapes["Publish"]["input"], "Message"> & { readonly Message?: string | undefined };

export type Incoming = Pick<Published, "subject" | "message" | "texts" | "attributes" | "group" | "deduplicationId">;

/** What is published, checked. `topic` is absent for messages to a single phone or device. */
export function readIncoming(given: Given, topic: Topic | undefined): Incoming {
  const { Message: message = "", Subject: subject, MessageGroupId: group } = given;
  if (message === "") throw invalidParameter("Empty message");
  if (subject !== undefined) refuseWrongSubject(subject);
  const attributes = readAttributes(given.MessageAttributes ?? {});
  const texts = given.MessageStructure === undefined ? undefined : readTexts(given.MessageStructure, message);
  const deduplicationId = topic === undefined ? undefined : readDeduplicationId(topic, given, message);
  return {
    message,
    attributes,
    ...(subject === undefined ? {} : { subject }),
    ...(texts === undefined ? {} : { texts }),
    ...(group === undefined ? {} : { group }),
    ...(deduplicationId === undefined ? {} : { deduplicationId }),
  };
}

/** What counts towards the limit. */
export function incomingBytes({ Message = "", MessageAttributes = {} }: Given): number {
  let bytes = Buffer.byteLength(Message);
  for (const [name, { DataType = "", StringValue = "", BinaryValue }] of Object.entries(MessageAttributes)) {
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType) + Buffer.byteLength(StringValue);
    bytes += BinaryValue?.byteLength ?? 0;
  }
  return bytes;
}

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const subjectCharactersMax = 100;

function refuseWrongSubject(subject: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  const hasWrongCharacters = /[\u0000-\u001F\u007F]/.test(subject);
  if (subject === "" || subject.length > subjectCharactersMax || hasWrongCharacters) throw invalidParameter("Subject");
}

function readTexts(structure: string, message: string): Readonly<Record<string, string>> {
  if (structure !== "json") throw invalidParameter(`MessageStructure ${structure}`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(message);
  } catch {
    parsed = undefined;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw invalidParameter("Message Structure - JSON message body failed to parse");
  }
  const texts = parsed as Readonly<Record<string, string>>;
  if (typeof texts["default"] !== "string") {
    throw invalidParameter("Message Structure - No default entry in JSON message body");
  }
  return texts;
}

function readDeduplicationId(topic: Topic, given: Given, message: string): string | undefined {
  const { MessageGroupId: group, MessageDeduplicationId: id } = given;
  if (group !== undefined && !isId(group)) {
    throw invalidParameter(
      "MessageGroupId Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.",
    );
  }
  if (!topic.isFifo) {
    if (id === undefined) return undefined;
    throw invalidParameter(
      "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
    );
  }
  if (group === undefined) throw invalidParameter("The MessageGroupId parameter is required for FIFO topics");
  if (id === undefined && topic.attributes["ContentBasedDeduplication"] !== "true") {
    throw invalidParameter(
      "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
  }
  if (id !== undefined && !isId(id)) {
    throw invalidParameter(
      "MessageDeduplicationId Reason: MessageDeduplicationId can only include alphanumeric and punctuation characters. 1 to 128 in length.",
    );
  }
  return id ?? createHash("sha256").update(message).digest("hex");
}

const isId = (text: string): boolean => /^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]{1,128}$/.test(text);

type GivenAttributes = NonNullable<Given["MessageAttributes"]>;

function readAttributes(given: GivenAttributes): Readonly<Record<string, MessageAttribute>> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, readAttribute(name, value)]));
}

function readAttribute(
  name: string,
  { DataType = "", StringValue, BinaryValue }: GivenAttributes[string],
): MessageAttribute {
  if (!/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(name))
    throw invalid(`Invalid parameter: Message attribute name: ${name}`);
  const kind = /^(String|Number|Binary)(?:\..+)?$/s.exec(DataType)?.[1];
  if (kind === undefined) {
    throw invalid(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  if (kind === "Binary" && BinaryValue !== undefined && BinaryValue.byteLength > 0) {
    return { Type: DataType, Value: Buffer.from(BinaryValue).toString("base64") };
  }
  if (kind === "Binary" || StringValue === undefined || StringValue === "") {
    throw invalid(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  }
  if (kind === "Number" && !Number.isFinite(Number(StringValue))) {
    throw invalid(`Could not cast message attribute '${name}' value to number.`);
  }
  return { Type: DataType, Value: StringValue };
}
