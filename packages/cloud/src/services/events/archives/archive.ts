/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html */
export interface Archive {
  readonly name: string;
  readonly busName: string;
  readonly busArn: string;
  readonly description?: string | undefined;
  /** JSON text. */
  readonly eventPattern?: string | undefined;
  /** 0 keeps for ever. */
  readonly retentionDays: number;
  readonly kmsKeyIdentifier?: string | undefined;
  readonly createdAt: number;
  readonly eventCount: number;
  readonly sizeBytes: number;
}

export interface Replay {
  readonly name: string;
  readonly description?: string | undefined;
  readonly archiveArn: string;
  readonly archiveName: string;
  readonly destination: { readonly Arn: string; readonly FilterArns?: string[] };
  readonly state: "STARTING" | "RUNNING" | "CANCELLING" | "COMPLETED" | "CANCELLED" | "FAILED";
  readonly stateReason?: string | undefined;
  readonly eventStartAt: number;
  readonly eventEndAt: number;
  readonly lastReplayedAt?: number | undefined;
  readonly startedAt: number;
  readonly endedAt?: number | undefined;
}
