import { invalidParameter } from "../errors.ts";
import type { MessageAttribute } from "../model.ts";
import type { Shapes } from "../shapes.ts";

type Given = NonNullable<Shapes["SendMessage"]["input"]["MessageAttributes"]>;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html */
const attributesMax = 10;
const namePattern = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;
const nameCharactersMax = 256;
const typeCharactersMax = 256;

/** The attributes as they are kept; undefined when there are none. Throws InvalidParameterValue. */
export function readAttributes(given: Given | undefined): Readonly<Record<string, MessageAttribute>> | undefined {
  const entries = Object.entries(given ?? {});
  if (entries.length === 0) return undefined;
  if (entries.length > attributesMax) {
    throw invalidParameter(
      `Number of message attributes [${entries.length}] exceeds the allowed maximum [${attributesMax}].`,
    );
  }
  return Object.fromEntries(entries.map(([name, value]) => [name, readAttribute(name, value)]));
}

function readAttribute(name: string, { DataType, StringValue, BinaryValue }: Given[string]): MessageAttribute {
  refuseWrongName(name);
  if (DataType === undefined || DataType === "") {
    throw invalidParameter(`The message attribute '${name}' must contain a non-empty message attribute type.`);
  }
  const kind = /^(String|Number|Binary)(?:\.[^.].*)?$/s.exec(DataType)?.[1];
  if (kind === undefined || DataType.length > typeCharactersMax) {
    throw invalidParameter(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  if (kind === "Binary") {
    if (BinaryValue === undefined || BinaryValue.byteLength === 0) throw emptyValue(name, "Binary");
    return { DataType, BinaryValue: Buffer.from(BinaryValue).toString("base64") };
  }
  if (StringValue === undefined || StringValue === "") throw emptyValue(name, kind);
  if (kind === "Number" && !isNumber(StringValue)) {
    throw invalidParameter(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  }
  return { DataType, StringValue };
}

function refuseWrongName(name: string): void {
  if (name.length > nameCharactersMax || !namePattern.test(name)) {
    throw invalidParameter(
      `Message (user) attribute name '${name}' is invalid. Reason: It can contain the characters A-Z, a-z, 0-9, underscore, hyphen and period, and cannot start or end with a period or have periods in succession.`,
    );
  }
  if (/^(aws|amazon)\./i.test(name)) {
    throw invalidParameter(
      `Message (user) attribute name '${name}' is invalid. Reason: You cannot prefix message attribute name with 'AWS.' or 'Amazon.'.`,
    );
  }
}

const emptyValue = (name: string, kind: string) =>
  invalidParameter(`Message (user) attribute '${name}' must contain a non-empty value of type '${kind}'.`);

const isNumber = (text: string): boolean => text.trim() !== "" && Number.isFinite(Number(text));
