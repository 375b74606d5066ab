import { parseArn } from "@millrace/core";
import { AwsError } from "@millrace/wire";
import type { AwsCalls, CallOptions } from "../kernel/calls.ts";
import type { Principal } from "../kernel/principal.ts";
import { queueUrl } from "./queue-url.ts";

/** Something to be handed to whatever an ARN names, in the name of whoever may. */
export interface Sending {
  readonly aws: AwsCalls;
  readonly endpoint: string;
  readonly arn: string;
  readonly principal: Principal;
  /** Text, JSON as a rule. */
  readonly payload: string;
  /** By the cloud's clock. */
  readonly now: number;
  /** Of FIFO queues and topics. */
  readonly messageGroupId?: string | undefined;
  readonly deduplicationId?: string | undefined;
  /** Wait for a function's answer; errors of the function are thrown. */
  readonly isAwaited?: boolean;
  /** Of streams of Kinesis. */
  readonly partitionKey?: string | undefined;
  /** Of log groups. */
  readonly logStream: string;
  /** What the payload becomes on an event bus. */
  readonly entry?: { readonly source: string; readonly detailType: string; readonly resources?: readonly string[] };
  readonly executionName?: string;
}

/** A kind of target that nothing here runs. */
export class UnsupportedTarget extends Error {
  constructor(arn: string) {
    super(`Nothing here runs the target ${arn}`);
    this.name = "UnsupportedTarget";
  }
}

/** A function that ran and failed. */
export class TargetFunctionFailed extends Error {}

/** Hands over a payload. Answers what a function or a synchronous execution answered; throws what the target throws. */
export async function send(sending: Sending): Promise<string | undefined> {
  const { service = "" } = parseArn(sending.arn) ?? {};
  const sender = senders[service];
  if (sender === undefined) throw new UnsupportedTarget(sending.arn);
  return sender(sending);
}

/** Calls are made where the target is. */
export function optionsFor({ arn, principal }: Pick<Sending, "arn" | "principal">): CallOptions {
  const { account = "", region = "" } = parseArn(arn) ?? {};
  return { principal, ...(account === "" ? {} : { account }), ...(region === "" ? {} : { region }) };
}

const senders: Readonly<Record<string, (sending: Sending) => Promise<string | undefined>>> = {
  async lambda(sending) {
    const { aws, arn, payload, isAwaited } = sending;
    const InvocationType = isAwaited ? "RequestResponse" : "Event";
    const input = { FunctionName: arn, InvocationType, Payload: Buffer.from(payload) } as const;
    const output = await aws.call("lambda", "Invoke", input, optionsFor(sending));
    const answer = output.Payload === undefined ? undefined : Buffer.from(output.Payload).toString("utf8");
    if (output.FunctionError !== undefined) throw new TargetFunctionFailed(answer ?? output.FunctionError);
    return answer;
  },
  async sqs(sending) {
    const { aws, arn, payload, endpoint, messageGroupId, deduplicationId } = sending;
    await aws.call(
      "sqs",
      "SendMessage",
      {
        QueueUrl: queueUrl(endpoint, arn),
        MessageBody: payload,
        ...(messageGroupId === undefined ? {} : { MessageGroupId: messageGroupId }),
        ...(deduplicationId === undefined ? {} : { MessageDeduplicationId: deduplicationId }),
      },
      optionsFor(sending),
    );
    return undefined;
  },
  async sns(sending) {
    const { arn: TopicArn, payload: Message } = sending;
    await sending.aws.call("sns", "Publish", { TopicArn, Message }, optionsFor(sending));
    return undefined;
  },
  async states(sending) {
    const { aws, arn: stateMachineArn, payload: input, isAwaited, executionName } = sending;
    if (isAwaited) {
      const ended = await aws.call("states", "StartSyncExecution", { stateMachineArn, input }, optionsFor(sending));
      if (ended.status !== "SUCCEEDED")
        throw new TargetFunctionFailed(ended.cause ?? ended.error ?? "Execution failed");
      return ended.output;
    }
    const name = executionName === undefined ? {} : { name: executionName };
    await aws.call("states", "StartExecution", { stateMachineArn, input, ...name }, optionsFor(sending));
    return undefined;
  },
  async kinesis({ aws, arn: StreamARN, payload, partitionKey: PartitionKey = "", principal }) {
    await aws.call("kinesis", "PutRecord", { StreamARN, PartitionKey, Data: Buffer.from(payload) }, { principal });
    return undefined;
  },
  logs: sendToLog,
  async events(sending) {
    const { aws, arn, payload, entry = { source: "", detailType: "" } } = sending;
    const { Entries: [failure] = [] } = await aws.call(
      "events",
      "PutEvents",
      {
        Entries: [
          {
            EventBusName: arn,
            Source: entry.source,
            DetailType: entry.detailType,
            Detail: payload,
            Resources: [...(entry.resources ?? [])],
          },
        ],
      },
      optionsFor(sending),
    );
    if (failure?.ErrorCode !== undefined) throw new AwsError(failure.ErrorCode, failure.ErrorMessage ?? "");
    return undefined;
  },
};

/** The stream is made at the first event that goes there. */
async function sendToLog(sending: Sending): Promise<undefined> {
  const { aws, arn, payload, logStream: logStreamName, now } = sending;
  const logGroupName = /:log-group:([^:]+)/.exec(arn)?.[1] ?? "";
  const options = optionsFor(sending);
  await aws.call("logs", "CreateLogStream", { logGroupName, logStreamName }, options).catch((error: unknown) => {
    if (!(error instanceof AwsError) || error.code !== "ResourceAlreadyExistsException") throw error;
  });
  const logEvents = [{ timestamp: now, message: payload }];
  await aws.call("logs", "PutLogEvents", { logGroupName, logStreamName, logEvents }, options);
}
