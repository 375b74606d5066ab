import { parseArn } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import type { CallOptions } from "../../../kernel/calls.ts";
import type { Call } from "../../../kernel/operation.ts";
import { accountPrincipal } from "../../../kernel/principal.ts";
import { queueUrl } from "../../../targets/queue-url.ts";
import { optionsFor } from "../../../targets/send.ts";
import { unreachableTargets } from "../errors.ts";
import type { Bucket, NotificationConfiguration, NotificationRule, TargetKind } from "../model.ts";
import type { S3Store } from "../store.ts";
import { callOptions } from "./deliver.ts";

/**
 * Proves, as S3 itself, that every destination is there and takes messages of this bucket: functions by an invocation that
 * does nothing, queues and topics by the test message that S3 sends. Throws InvalidArgument with all that do not.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
 */
export async function checkTargets(
  call: Call<S3Store>,
  bucket: Bucket,
  { rules }: NotificationConfiguration,
): Promise<void> {
  const targets = [...new Map(rules.map((rule) => [rule.targetArn, rule])).values()];
  const problems = await Promise.all(targets.map((rule) => problemOf(call, bucket, rule)));
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length > 0) throw unreachableTargets(found);
}

interface Problem {
  readonly target: string;
  readonly reason: string;
}

async function problemOf(call: Call<S3Store>, bucket: Bucket, rule: NotificationRule): Promise<Problem | undefined> {
  try {
    await probes[rule.kind](call, bucket, rule.targetArn);
    return undefined;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const isThere = await findings[rule.kind](call, rule.targetArn);
    return problems[rule.kind](rule.targetArn, isThere);
  }
}

/** Whether a destination is there at all, as its own account sees it: whoever may not write to it is not told. */
const findings: Readonly<Record<TargetKind, (call: Call<S3Store>, targetArn: string) => Promise<boolean>>> = {
  lambda: async () => true,
  queue: (call, arn) =>
    succeeds(call.aws.call("sqs", "GetQueueAttributes", { QueueUrl: queueUrl(call.endpoint, arn) }, ownerOf(arn))),
  topic: (call, arn) => succeeds(call.aws.call("sns", "GetTopicAttributes", { TopicArn: arn }, ownerOf(arn))),
};

const ownerOf = (arn: string): CallOptions =>
  optionsFor({ arn, principal: accountPrincipal(parseArn(arn)?.account ?? "") });

const succeeds = (call: Promise<unknown>): Promise<boolean> =>
  call.then(
    () => true,
    () => false,
  );

type Probe = (call: Call<S3Store>, bucket: Bucket, targetArn: string) => Promise<unknown>;

const probes: Readonly<Record<TargetKind, Probe>> = {
  lambda: (call, bucket, targetArn) =>
    call.aws.call(
      "lambda",
      "Invoke",
      { FunctionName: targetArn, InvocationType: "DryRun" },
      callOptions(call, bucket.name, targetArn),
    ),
  queue: (call, bucket, targetArn) =>
    call.aws.call(
      "sqs",
      "SendMessage",
      { QueueUrl: queueUrl(call.endpoint, targetArn), MessageBody: testMessage(call, bucket) },
      callOptions(call, bucket.name, targetArn),
    ),
  topic: (call, bucket, targetArn) =>
    call.aws.call(
      "sns",
      "Publish",
      { TopicArn: targetArn, Message: testMessage(call, bucket), Subject: "Amazon S3 Notification" },
      callOptions(call, bucket.name, targetArn),
    ),
};

/** Refusals in S3's words, brackets and all. */
const problems: Readonly<Record<TargetKind, (arn: string, isThere: boolean) => Problem>> = {
  lambda: (arn) => ({ target: `${arn}, null`, reason: `Not authorized to invoke function [${arn}]` }),
  queue: (target, isThere) => ({
    target,
    reason: isThere ? notAllowed("queue") : "The destination queue does not exist",
  }),
  topic: (target, isThere) => ({
    target,
    reason: isThere ? notAllowed("topic") : "The destination topic does not exist",
  }),
};

const notAllowed = (kind: string): string =>
  `Permissions on the destination ${kind} do not allow S3 to publish notifications from this bucket`;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
const testMessage = (call: Call<S3Store>, bucket: Bucket): string =>
  JSON.stringify({
    Service: "Amazon S3",
    Event: "s3:TestEvent",
    Time: new Date(call.clock.now()).toISOString(),
    Bucket: bucket.name,
    RequestId: call.requestId,
    HostId: call.ids.bytes(48).toString("base64"),
  });
