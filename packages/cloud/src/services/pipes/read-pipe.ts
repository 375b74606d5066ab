import { parseArn } from "@millrace/core";
import { PatternProblem, readEventPattern } from "../../patterns/event-pattern.ts";
import { validation } from "./errors.ts";
import type { Pipe } from "./model.ts";

type Parameters = Pipe["sourceParameters"];

const batchSizeDefaults: Readonly<Record<string, number>> = { sqs: 10, dynamodb: 100, kinesis: 100 };

/** The source's parameters with what they are by default. Throws ValidationException. */
export function readSource(source: string, given: Parameters = {}): Parameters {
  for (const { Pattern = "" } of given.FilterCriteria?.Filters ?? []) checkFilter(Pattern);
  const { service = "" } = parseArn(source) ?? {};
  if (service === "sqs") return readQueue(source, given);
  if (service !== "dynamodb" && service !== "kinesis") return given;
  const { member, called } = streamParameters[service];
  const stream = given[member];
  if (stream?.StartingPosition === undefined) {
    throw validation(`StartingPosition is required for ${called} stream sources.`);
  }
  const BatchSize = batchSizeDefaults[service];
  const defaults = { BatchSize, MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: -1, ParallelizationFactor: 1 };
  return { ...given, [member]: { ...defaults, ...stream } };
}

const streamParameters = {
  dynamodb: { member: "DynamoDBStreamParameters", called: "DynamoDB" },
  kinesis: { member: "KinesisStreamParameters", called: "Kinesis" },
} as const;

function readQueue(source: string, given: Parameters): Parameters {
  const queue = given.SqsQueueParameters;
  const { BatchSize: size = 10, MaximumBatchingWindowInSeconds: window = 0 } = queue ?? {};
  if (source.endsWith(".fifo") && size > 10) throw validation("BatchSize must be 10 or less for FIFO queues.");
  if (size > 10 && window === 0) {
    throw validation("MaximumBatchingWindowInSeconds must be greater than 0 if BatchSize is greater than 10.");
  }
  return { ...given, SqsQueueParameters: { BatchSize: batchSizeDefaults["sqs"], ...queue } };
}

/** What keeps a pipe from running here; undefined when nothing does. */
export function problemOf({ source, enrichment, target }: Pick<Pipe, "source" | "enrichment" | "target">) {
  const service = parseArn(source)?.service ?? "";
  if (!(service in batchSizeDefaults)) return `Nothing here reads the source ${source}`;
  const enriches = enrichment === undefined ? "lambda" : parseArn(enrichment)?.service;
  if (enriches !== "lambda" && enriches !== "states") return `Nothing here runs the enrichment ${enrichment}`;
  const isKnown = ["lambda", "sqs", "sns", "states", "events", "kinesis", "logs"].includes(
    parseArn(target)?.service ?? "",
  );
  return isKnown ? undefined : `Nothing here runs the target ${target}`;
}

function checkFilter(pattern: string): void {
  try {
    readEventPattern(pattern);
  } catch (error) {
    if (error instanceof PatternProblem) throw validation(`Invalid filter pattern: ${error.reason(pattern)}`);
    throw error;
  }
}
