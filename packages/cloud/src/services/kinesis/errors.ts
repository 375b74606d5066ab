import { AwsError } from "@millrace/wire";
import type { Scope } from "../../kernel/operation.ts";

/** Kinesis's words, letter by letter, where they are known; see the README for the others. */

export const invalidArgument = (message: string): AwsError => new AwsError("InvalidArgumentException", message);

export const validation = (message: string): AwsError => new AwsError("ValidationException", message);

const notFound = (message: string): AwsError => new AwsError("ResourceNotFoundException", message);

const inUse = (message: string): AwsError => new AwsError("ResourceInUseException", message);

const limitExceeded = (message: string): AwsError => new AwsError("LimitExceededException", message);

export const streamNotFound = (name: string, { account }: Scope): AwsError =>
  notFound(`Stream ${name} under account ${account} not found.`);

export const streamExists = (name: string, { account }: Scope): AwsError =>
  inUse(`Stream ${name} under account ${account} already exists.`);

export const streamHasConsumers = (name: string, { account }: Scope): AwsError =>
  inUse(`Stream ${name} under account ${account} has registered consumers.`);

export const consumerNotFound = (arn: string): AwsError => notFound(`Consumer ${arn} not found.`);

export const consumerNameNotFound = (name: string, streamArn: string): AwsError =>
  notFound(`Consumer ${name}, stream ${streamArn} not found.`);

export const consumerExists = (name: string, streamArn: string): AwsError =>
  inUse(`Consumer ${name} on stream ${streamArn} already exists.`);

export const tooManyConsumers = (max: number, streamArn: string): AwsError =>
  limitExceeded(`Stream ${streamArn} already has the maximum of ${max} registered consumers.`);

export const tooManyShards = (wanted: number, max: number): AwsError =>
  limitExceeded(
    `This request would exceed the shard limit for this account. Current limit: ${max}. Number of additional shards that would have resulted from this request: ${wanted}.`,
  );

export const subscribedJustNow = (consumerArn: string): AwsError =>
  inUse(`Another active subscription exists for this consumer: ${consumerArn}`);

export const shardNotFound = (shard: string, stream: string, { account }: Scope): AwsError =>
  notFound(`Shard ${shard} in stream ${stream} under account ${account} does not exist`);

export const shardNotThere = (shard: string, stream: string, { account }: Scope): AwsError =>
  notFound(`Could not find shard ${shard} in stream ${stream} under account ${account}.`);

export const shardClosed = (shard: string, stream: string, { account }: Scope): AwsError =>
  inUse(
    `Shard ${shard} in stream ${stream} under account ${account} has already been merged or split, and thus is not eligible for merging or splitting.`,
  );

export const notAdjacent = (one: string, other: string, stream: string, { account }: Scope): AwsError =>
  invalidArgument(
    `Shards ${one} and ${other} in stream ${stream} under account ${account} are not an adjacent pair of shards eligible for merging`,
  );

export const iteratorInvalid = (): AwsError => invalidArgument("Invalid ShardIterator.");

export const iteratorExpired = (issuedAt: number, now: number): AwsError =>
  new AwsError(
    "ExpiredIteratorException",
    `Iterator expired. The iterator was created at time ${new Date(issuedAt).toUTCString()} while right now it is ${new Date(now).toUTCString()} which is further in the future than the tolerated delay of 300000 milliseconds.`,
  );

export const tokenInvalid = (): AwsError => invalidArgument("NextToken is invalid.");

/** What is said to who only wants to know whether it might. */
export const dryRun = (): AwsError =>
  new AwsError("DryRunOperationException", "Request would have succeeded, but DryRun flag is set.");

export const noPolicy = (arn: string): AwsError => notFound(`No policy found for resource ${arn}.`);

/** What a stream says of an error of its key. */
export const keyRefused = ({ code, message }: AwsError): AwsError => new AwsError(keyErrors[code] ?? code, message);

const keyErrors: Readonly<Record<string, string>> = {
  AccessDeniedException: "KMSAccessDeniedException",
  DisabledException: "KMSDisabledException",
  KMSInvalidStateException: "KMSInvalidStateException",
  NotFoundException: "KMSNotFoundException",
};
