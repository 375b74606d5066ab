import { invalidValue } from "../errors.ts";
import type { Queue } from "../model.ts";
import type { SqsStore } from "../store.ts";
import type { Attributes } from "./attributes.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const receiveCountMax = 1000;
const sourceQueuesMax = 10;

export interface Source {
  readonly arn: string;
  readonly isFifo: boolean;
}

/** Throws InvalidParameterValue with what AWS finds wrong about who may send dead letters to whom. */
export function checkRedrive(store: SqsStore, source: Source, { RedrivePolicy, RedriveAllowPolicy }: Attributes): void {
  if (RedrivePolicy) checkRedrivePolicy(store, source, RedrivePolicy);
  if (RedriveAllowPolicy) checkAllowPolicy(RedriveAllowPolicy);
}

function checkRedrivePolicy(store: SqsStore, source: Source, text: string): void {
  const refuse = (reason: string) => invalidValue(text, "RedrivePolicy", reason);
  const policy = parseObject(text);
  if (policy === undefined) throw refuse("Redrive policy is not a valid JSON map.");
  const { deadLetterTargetArn, maxReceiveCount } = policy;
  if (maxReceiveCount === undefined) {
    throw refuse("Redrive policy does not contain mandatory attribute: maxReceiveCount.");
  }
  if (deadLetterTargetArn === undefined) {
    throw refuse("Redrive policy does not contain mandatory attribute: deadLetterTargetArn.");
  }
  const count = Number(maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > receiveCountMax) {
    throw refuse(
      `Invalid value for maxReceiveCount: ${String(maxReceiveCount)}, valid values are from 1 to ${receiveCountMax} both inclusive.`,
    );
  }
  if (!/^arn:aws[a-z-]*:sqs:[^:]+:\d{12}:[A-Za-z0-9_.-]+$/.test(String(deadLetterTargetArn))) {
    throw refuse("Invalid value for deadLetterTargetArn.");
  }
  const target = store.findByArn(String(deadLetterTargetArn));
  if (target === undefined) throw refuse("Dead letter target does not exist.");
  if (target.isFifo !== source.isFifo) throw refuse("Dead-letter queue must be same type of queue as the source.");
  if (!isAllowedSource(target, source.arn)) {
    throw refuse("The redrive allow policy of the dead-letter queue does not allow this source queue.");
  }
}

function checkAllowPolicy(text: string): void {
  const refuse = (reason: string) => invalidValue(text, "RedriveAllowPolicy", reason);
  const policy = parseObject(text);
  if (policy === undefined) throw refuse("Redrive allow policy is not a valid JSON map.");
  const { redrivePermission, sourceQueueArns } = policy;
  if (!["allowAll", "denyAll", "byQueue"].includes(String(redrivePermission))) {
    throw refuse(
      "Amazon SQS can't create the redrive allow policy. The redrivePermission must be allowAll, denyAll or byQueue.",
    );
  }
  const isByQueue = redrivePermission === "byQueue";
  if (isByQueue !== (Array.isArray(sourceQueueArns) && sourceQueueArns.length > 0)) {
    throw refuse(
      isByQueue
        ? "Amazon SQS can't create the redrive allow policy. The sourceQueueArns must be given when redrivePermission is byQueue."
        : "Amazon SQS can't create the redrive allow policy. The sourceQueueArns may be given only when redrivePermission is byQueue.",
    );
  }
  if (Array.isArray(sourceQueueArns) && sourceQueueArns.length > sourceQueuesMax) {
    throw refuse(
      `Amazon SQS can't create the redrive allow policy. At most ${sourceQueuesMax} sourceQueueArns may be given.`,
    );
  }
}

/** Whether a dead-letter queue takes messages of the queue `sourceArn`. */
export function isAllowedSource(target: Queue, sourceArn: string): boolean {
  const text = target.attributes["RedriveAllowPolicy"];
  const { redrivePermission, sourceQueueArns } = text === undefined ? {} : (parseObject(text) ?? {});
  if (redrivePermission === "denyAll") return false;
  return redrivePermission !== "byQueue" || (Array.isArray(sourceQueueArns) && sourceQueueArns.includes(sourceArn));
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
