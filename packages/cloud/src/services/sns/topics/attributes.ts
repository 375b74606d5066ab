import { invalidParameter } from "../errors.ts";
import { deliveryPolicy } from "./delivery-policy.ts";

export type Attributes = Readonly<Record<string, string>>;

const feedback = ["HTTP", "Firehose", "Lambda", "Application", "SQS"].flatMap((protocol) => [
  `${protocol}SuccessFeedbackRoleArn`,
  `${protocol}SuccessFeedbackSampleRate`,
  `${protocol}FailureFeedbackRoleArn`,
]);

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
const settable = new Set([
  ...["Policy", "DisplayName", "DeliveryPolicy", "KmsMasterKeyId", "SignatureVersion", "TracingConfig"],
  ...feedback,
]);
const settableOfFifo = new Set(["ContentBasedDeduplication", "FifoThroughputScope", "ArchivePolicy"]);

const displayNameCharactersMax = 100;

/** Checks one attribute and gives it back as it is kept. `place` is what AWS blames: the name, or all attributes. */
export function checkAttribute(name: string, value: string, isFifo: boolean, place?: string): string {
  if (!settable.has(name) && !(isFifo && settableOfFifo.has(name))) throw invalidParameter(place ?? "AttributeName");
  const problem = problemOf(name, value);
  if (problem !== undefined) throw invalidParameter(place === undefined ? problem : `${place} Reason: ${problem}`);
  return name === "ContentBasedDeduplication" ? value.toLowerCase() : value;
}

type Check = (value: string) => boolean;

const oneOf =
  (...values: readonly string[]): Check =>
  (value) =>
    values.includes(value);
const isEmptyOrJson: Check = (value) => value === "" || isJsonObject(value);
const isPercentage: Check = (value) => /^\d{1,3}$/.test(value) && Number(value) <= 100;

const checks: Readonly<Record<string, readonly [check: Check, problem: string]>> = {
  Policy: [isEmptyOrJson, "Policy Error: null"],
  DisplayName: [(value) => value.length <= displayNameCharactersMax, "DisplayName"],
  SignatureVersion: [oneOf("1", "2"), "SignatureVersion"],
  TracingConfig: [oneOf("PassThrough", "Active"), "TracingConfig"],
  ContentBasedDeduplication: [(value) => /^(true|false)$/i.test(value), "ContentBasedDeduplication"],
  FifoThroughputScope: [oneOf("Topic", "MessageGroup"), "FifoThroughputScope"],
  DeliveryPolicy: [isEmptyOrJson, "DeliveryPolicy: failed to parse JSON."],
  ArchivePolicy: [isEmptyOrJson, "ArchivePolicy: failed to parse JSON."],
};

function problemOf(name: string, value: string): string | undefined {
  const [check, problem] = checks[name] ?? [name.endsWith("SampleRate") ? isPercentage : () => true, name];
  return check(value) ? undefined : problem;
}

/** An empty text takes these away. */
const removable = new Set(["Policy", "DeliveryPolicy", "KmsMasterKeyId", "ArchivePolicy", ...feedback]);

export function withAttribute(attributes: Attributes, name: string, value: string): Attributes {
  const { [name]: _, ...rest } = attributes;
  return value === "" && removable.has(name) ? rest : { ...rest, [name]: value };
}

export const effectivePolicy = ({ DeliveryPolicy }: Attributes): string =>
  JSON.stringify(deliveryPolicy(DeliveryPolicy));

function isJsonObject(text: string): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
  } catch {
    return false;
  }
}
