import { AwsError } from "@millrace/wire";

/** AWS's texts, letter by letter, oddities included. */

export const streamNotFound = (arn: string): AwsError =>
  new AwsError("ResourceNotFoundException", `Requested resource not found: Stream: ${arn} not found`);

export const shardNotFound = (): AwsError =>
  new AwsError("ResourceNotFoundException", "Requested resource not found: Shard does not exist");

export const validation = (message: string): AwsError => new AwsError("ValidationException", message);

export const iteratorInvalid = (): AwsError => validation("Invalid ShardIterator");

export const iteratorExpired = (issuedAt: number, now: number): AwsError =>
  new AwsError(
    "ExpiredIteratorException",
    `Iterator expired. The iterator was created at time ${new Date(issuedAt).toUTCString()} while right now it is ${new Date(now).toUTCString()} which is further in the future than the tolerated delay of 900000 milliseconds.`,
  );

export const dataTrimmed = (): AwsError =>
  new AwsError(
    "TrimmedDataAccessException",
    "The operation attempted to read past the oldest stream record in a shard.",
  );

export const sequenceOutsideShard = (sequenceNumber: string, shardId: string): AwsError =>
  validation(
    `Invalid SequenceNumber: ${sequenceNumber} is not within the sequence number range of the shard ${shardId}`,
  );
