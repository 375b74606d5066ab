import { invalidAttribute, onlyForFifo, twoEncryptions, unknownAttribute } from "../errors.ts";
import { keyReuseSecondsDefault, messageBytesMax, secondsDefaults } from "../model.ts";

type Check = (value: string) => boolean;

const between =
  (min: number, max: number): Check =>
  (value) =>
    /^\d{1,10}$/.test(value) && Number(value) >= min && Number(value) <= max;
const isBoolean: Check = (value) => /^(true|false)$/i.test(value);
const isJsonObject: Check = (value) => {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === "object" && parsed !== null;
  } catch {
    return false;
  }
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const checks: Readonly<Record<string, Check>> = {
  DelaySeconds: between(0, 900),
  MaximumMessageSize: between(1024, messageBytesMax),
  MessageRetentionPeriod: between(60, 1_209_600),
  ReceiveMessageWaitTimeSeconds: between(0, 20),
  VisibilityTimeout: between(0, 43_200),
  KmsDataKeyReusePeriodSeconds: between(60, 86_400),
  KmsMasterKeyId: () => true,
  SqsManagedSseEnabled: isBoolean,
  Policy: isJsonObject,
  // These two have words of their own for what is wrong: see redrive.ts.
  RedrivePolicy: () => true,
  RedriveAllowPolicy: () => true,
};

const fifoChecks: Readonly<Record<string, Check>> = {
  FifoQueue: isBoolean,
  ContentBasedDeduplication: isBoolean,
  DeduplicationScope: (value) => value === "queue" || value === "messageGroup",
  FifoThroughputLimit: (value) => value === "perQueue" || value === "perMessageGroupId",
};

/** An empty text takes these away. */
const removable = new Set(["Policy", "RedrivePolicy", "RedriveAllowPolicy", "KmsMasterKeyId"]);

export type Attributes = Readonly<Record<string, string>>;

/** Throws InvalidAttributeName or InvalidAttributeValue. Booleans come back in lower case. */
export function checkAttributes(given: Attributes, isFifo: boolean): Attributes {
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    const check = checks[name] ?? (isFifo ? fifoChecks[name] : undefined);
    if (check === undefined) throw refusalOf(name);
    if (!(value === "" && removable.has(name)) && !check(value)) throw invalidAttribute(name);
    checked[name] = check === isBoolean ? value.toLowerCase() : value;
  }
  return checked;
}

const refusalOf = (name: string) =>
  name === "DeduplicationScope" || name === "FifoThroughputLimit" ? onlyForFifo(name) : unknownAttribute(name);

/** What a queue has after a change. Throws InvalidAttributeName or InvalidAttributeValue when the whole does not fit together. */
export function changedAttributes(before: Attributes, change: Attributes, isFifo: boolean): Attributes {
  if (change["KmsMasterKeyId"] && change["SqsManagedSseEnabled"] === "true") throw twoEncryptions();
  const all: Record<string, string> = { ...before, ...change };
  for (const name of removable) if (all[name] === "") delete all[name];
  if (all["KmsDataKeyReusePeriodSeconds"] === keyReuseSecondsDefault) delete all["KmsDataKeyReusePeriodSeconds"];
  if (change["KmsMasterKeyId"]) all["SqsManagedSseEnabled"] = "false";
  if (change["SqsManagedSseEnabled"] === "true") delete all["KmsMasterKeyId"];
  const isPerGroup = all["FifoThroughputLimit"] === "perMessageGroupId";
  if (isFifo && isPerGroup && all["DeduplicationScope"] !== "messageGroup") {
    throw invalidAttribute(
      "FifoThroughputLimit",
      "The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.",
    );
  }
  return all;
}

/** What every queue of a kind has even when nobody set it. */
export const defaultsOf = (isFifo: boolean): Attributes => ({
  ...secondsDefaults,
  MaximumMessageSize: String(messageBytesMax),
  SqsManagedSseEnabled: "true",
  ...(isFifo
    ? {
        FifoQueue: "true",
        ContentBasedDeduplication: "false",
        DeduplicationScope: "queue",
        FifoThroughputLimit: "perQueue",
      }
    : {}),
});
