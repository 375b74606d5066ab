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

/** What a function has made so far of the records of one window of time. */
export interface TumblingWindow {
  /** In milliseconds since the epoch. */
  readonly start: number;
  readonly state: object;
}

export const noRecordsProcessed = "No records processed";
