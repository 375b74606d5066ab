/** A queue or stream that a function reads. https://docs.aws.amazon.com/lambda/latest/api/API_EventSourceMappingConfiguration.html */
export interface Mapping {
  readonly uuid: string;
  readonly arn: string;
  readonly kind: SourceKind;
  readonly eventSourceArn: string;
  readonly functionName: string;
  readonly qualifier: string | undefined;
  /** With the qualifier. */
  readonly functionArn: string;
  readonly isEnabled: boolean;
  readonly batchSize: number;
  readonly windowSeconds: number;
  /** Patterns as JSON text; none lets everything through. */
  readonly filters: readonly string[];
  readonly reportsItemFailures: boolean;
  readonly onFailureArn: string | undefined;
  readonly lastModifiedAt: number;
  readonly lastResult: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Of queues. */
  readonly concurrencyMax: number | undefined;
  /** Of streams. */
  readonly stream: StreamSettings | undefined;
}

export type SourceKind = "sqs" | "dynamodb" | "kinesis";

export interface StreamSettings {
  readonly startingPosition: string;
  /** Milliseconds since the epoch, for AT_TIMESTAMP. */
  readonly startingAt: number | undefined;
  readonly bisectsOnError: boolean;
  /** -1 for no limit. */
  readonly retriesMax: number;
  /** -1 for no limit. */
  readonly recordAgeSecondsMax: number;
  readonly parallelization: number;
  readonly tumblingWindowSeconds: number;
}

/** How far a stream has been read. Kept per shard, and moved on when a batch is done with. */
export interface Checkpoint {
  readonly shard: string;
  /** Everything up to here is done with. */
  readonly sequenceNumber: string | undefined;
  /** The shard is closed and read to its end. */
  readonly isFinished: boolean;
}

export const noRecordsProcessed = "No records processed";
