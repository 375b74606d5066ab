/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html */
export interface LogGroup {
  readonly name: string;
  readonly createdAt: number;
  readonly retentionDays?: number | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly storedBytes: number;
  readonly logGroupClass: string;
  readonly kmsKeyId?: string | undefined;
  readonly isProtected?: boolean | undefined;
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogStream.html */
export interface LogStream {
  readonly group: string;
  readonly name: string;
  readonly createdAt: number;
  readonly firstEventAt?: number | undefined;
  readonly lastEventAt?: number | undefined;
  readonly lastIngestedAt?: number | undefined;
}

export interface StoredEvent {
  readonly stream: string;
  readonly at: number;
  readonly ingestedAt: number;
  readonly message: string;
  /** Tells apart events of the same time; grows with every event. */
  readonly sequence: number;
}

export const groupArn = (scope: { account: string; region: string }, name: string): string =>
  `arn:aws:logs:${scope.region}:${scope.account}:log-group:${name}`;

/** What policies of log groups match: the group's ARN with `:*` behind it, which stands for its streams. */
export const groupResource = (scope: { account: string; region: string }, name: string): string =>
  `${groupArn(scope, name)}:*`;

/** What policies of log streams match. */
export const streamResource = (scope: { account: string; region: string }, group: string, stream: string): string =>
  `${groupArn(scope, group)}:log-stream:${stream}`;

/** A group is named by its name or by its ARN. */
export function readGroupName(name: string | undefined, identifier: string | undefined): string {
  const text = name ?? identifier ?? "";
  const match = /^arn:aws[^:]*:logs:[^:]*:[^:]*:log-group:([^:]+)/.exec(text);
  return match?.[1] ?? text;
}

/** 56 digits: time and sequence, so that ids are in the order of events. */
export const eventId = ({ at, sequence }: StoredEvent): string =>
  `${String(at).padStart(28, "0")}${String(sequence).padStart(28, "0")}`;

const dayMs = 24 * 60 * 60 * 1000;

/** When the oldest event was written that the group still shows. */
export const keptSince = ({ retentionDays }: LogGroup, now: number): number =>
  retentionDays === undefined ? Number.NEGATIVE_INFINITY : now - retentionDays * dayMs;

/** Where a reader may begin who asks for events from `from` on. */
export const visibleFrom = (group: LogGroup, now: number, from: number | undefined): number =>
  Math.max(keptSince(group, now), from ?? Number.NEGATIVE_INFINITY);

/** Bytes that CloudWatch Logs adds to each event's own when it counts. */
const overheadBytes = 26;

export const bytesOf = (message: string): number => Buffer.byteLength(message) + overheadBytes;
