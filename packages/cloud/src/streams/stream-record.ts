export type JsonEvent = Readonly<Record<string, unknown>>;

/** A record of a stream, whatever kind of stream it came from. */
export interface StreamRecord {
  readonly sequenceNumber: string;
  /** When it came, in milliseconds since the epoch. */
  readonly createdAt: number;
  /** Records of one key are handled in their order, others side by side where that is wanted. */
  readonly orderKey: string;
  /** As functions get it. */
  readonly event: JsonEvent;
}

/** A record of Kinesis with its members beside what tells where it came from: so pipes get it, and so patterns see it. */
export function flat(event: JsonEvent): JsonEvent {
  const { kinesis, ...rest } = event;
  return typeof kinesis === "object" ? { ...kinesis, ...rest } : event;
}

/** The text that the data of a record of Kinesis stands for; undefined for other records. */
export function dataText({ eventSource, data }: JsonEvent): string | undefined {
  if (eventSource !== "aws:kinesis" || typeof data !== "string") return undefined;
  return Buffer.from(data, "base64").toString("utf8");
}
