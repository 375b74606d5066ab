import { HandlerError } from "../handler-error.ts";
import type { SourceFile } from "../ledger/run.ts";

/**
 * The files that an event of S3 is about. The test event that S3 sends when a notification is configured has none.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function filesOf(event: unknown): readonly SourceFile[] {
  if (memberOf(event, "Event") === "s3:TestEvent") return [];
  const records = memberOf(event, "Records");
  if (!Array.isArray(records)) throw new HandlerError("bad-event", "Cannot read the event: expected Records of S3");
  return records.filter((record) => String(memberOf(record, "eventName")).startsWith("ObjectCreated:")).map(fileOf);
}

function fileOf(record: unknown): SourceFile {
  const s3 = memberOf(record, "s3");
  const object = memberOf(s3, "object");
  const bucket = memberOf(memberOf(s3, "bucket"), "name");
  const key = memberOf(object, "key");
  if (typeof bucket !== "string" || typeof key !== "string") {
    throw new HandlerError("bad-event", "Cannot read the event: expected the bucket and the key of an object");
  }
  const versionId = memberOf(object, "versionId");
  const time = Date.parse(String(memberOf(record, "eventTime")));
  return {
    bucket,
    key: decodedKey(key),
    size: Number(memberOf(object, "size") ?? 0),
    eTag: String(memberOf(object, "eTag") ?? ""),
    versionId: typeof versionId === "string" && versionId !== "" ? versionId : undefined,
    arrivedAt: Number.isNaN(time) ? 0 : time,
    sequencer: paddedSequencer(String(memberOf(object, "sequencer") ?? "")),
  };
}

/** The key is URL-encoded, with plus signs for blanks. */
const decodedKey = (key: string): string => decodeURIComponent(key.replaceAll("+", " "));

/** Sequencers are hexadecimal numbers of different lengths: to compare them as text, the shorter one is padded with zeros. */
const paddedSequencer = (sequencer: string): string => sequencer.toUpperCase().padStart(32, "0");

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
