import { HandlerError } from "../handler-error.ts";
import type { SourceFile } from "../ledger/run.ts";

/**
 * The files that an event of S3 is about. The test event that S3 sends when a notification is configured has none.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function filesOf(event: unknown): readonly SourceFile[] {
  if (memberOf(event, "Event") === "s3:TestEvent") return [];
  if (memberOf(event, "Records") === undefined) return [fileOf(event)];
  const records = memberOf(event, "Records");
  if (!Array.isArray(records)) throw badEvent();
  return records
    .filter((record) => String(memberOf(record, "eventName")).startsWith("ObjectCreated:"))
    .map(notifiedFile);
}

/** The file of an input that is about one: `{file}`, `{bucket, key}`, or the event "Object Created" of EventBridge. */
export function fileOf(input: unknown): SourceFile {
  const detail = memberOf(input, "detail");
  return detail === undefined ? namedFile(memberOf(input, "file") ?? input) : bridgedFile(input, detail);
}

/** What is the same for every attempt at one execution of the workflow. */
export function executionOf(input: unknown): string | undefined {
  const name =
    memberOf(input, "execution") ?? (memberOf(input, "detail") === undefined ? undefined : memberOf(input, "id"));
  return typeof name === "string" ? name : undefined;
}

function namedFile(named: unknown): SourceFile {
  const versionId = memberOf(named, "versionId");
  return {
    bucket: text(memberOf(named, "bucket")),
    key: text(memberOf(named, "key")),
    size: Number(memberOf(named, "size") ?? 0),
    eTag: String(memberOf(named, "eTag") ?? ""),
    versionId: typeof versionId === "string" ? versionId : undefined,
    arrivedAt: Number(memberOf(named, "arrivedAt") ?? 0),
    sequencer: paddedSequencer(String(memberOf(named, "sequencer") ?? "")),
  };
}

/** Its key, unlike that of a notification, is not encoded. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
function bridgedFile(event: unknown, detail: unknown): SourceFile {
  const object = memberOf(detail, "object");
  return namedFile({
    bucket: memberOf(memberOf(detail, "bucket"), "name"),
    key: memberOf(object, "key"),
    size: memberOf(object, "size"),
    eTag: memberOf(object, "etag"),
    versionId: memberOf(object, "version-id"),
    sequencer: memberOf(object, "sequencer"),
    arrivedAt: Date.parse(String(memberOf(event, "time"))) || 0,
  });
}

function notifiedFile(record: unknown): SourceFile {
  const s3 = memberOf(record, "s3");
  const object = memberOf(s3, "object");
  const versionId = memberOf(object, "versionId");
  return namedFile({
    bucket: memberOf(memberOf(s3, "bucket"), "name"),
    key: decodedKey(text(memberOf(object, "key"))),
    size: memberOf(object, "size"),
    eTag: memberOf(object, "eTag"),
    versionId: versionId === "" ? undefined : versionId,
    sequencer: memberOf(object, "sequencer"),
    arrivedAt: Date.parse(String(memberOf(record, "eventTime"))) || 0,
  });
}

function text(value: unknown): string {
  if (typeof value !== "string" || value === "") throw badEvent();
  return value;
}

const badEvent = (): HandlerError =>
  new HandlerError("bad-event", "Cannot read the event: expected the bucket and the key of an object");

/** The key is URL-encoded, with plus signs for blanks. */
const decodedKey = (key: string): string => decodeURIComponent(key.replaceAll("+", " "));

/** Sequencers are hexadecimal numbers of different lengths: to compare them as text, the shorter one is padded with zeros. */
const paddedSequencer = (sequencer: string): string => sequencer.toUpperCase().padStart(32, "0");

/** Of a file that nobody was told of. */
export const noSequencer = paddedSequencer("");

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
