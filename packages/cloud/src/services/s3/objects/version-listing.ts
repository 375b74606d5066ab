import type { Version } from "../model.ts";
import type { S3Store } from "../store.ts";
import { groupOf } from "./listing.ts";
import { orderIn, orderOf } from "./version-id.ts";

export interface VersionListingOptions {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string;
  readonly max: number;
  /** Where the page before ended: a key, all of whose versions are done unless there is a version too; or a common prefix. */
  readonly keyMarker: string | undefined;
  readonly versionMarker: string | undefined;
}

export interface VersionEntry {
  readonly version: Version;
  readonly isLatest: boolean;
}

export interface VersionListing {
  readonly entries: readonly VersionEntry[];
  readonly commonPrefixes: readonly string[];
  /** The last entry or common prefix of the page, when there is more. */
  readonly next: VersionEntry | string | undefined;
}

/** One page of versions and markers: by key, newest first, those with a delimiter behind the prefix rolled up. */
export function listVersions(store: S3Store, options: VersionListingOptions): VersionListing {
  const entries: VersionEntry[] = [];
  const commonPrefixes: string[] = [];
  let last: VersionEntry | string | undefined;
  for (const found of options.max === 0 ? [] : walk(store, options)) {
    if (entries.length + commonPrefixes.length >= options.max) return { entries, commonPrefixes, next: last };
    if (typeof found === "string") commonPrefixes.push(found);
    else entries.push(found);
    last = found;
  }
  return { entries, commonPrefixes, next: undefined };
}

interface Position {
  readonly after: string | undefined;
  readonly isPrefix: boolean;
  /** Within the key `after`: versions older than this place are still to come. */
  readonly order: string | undefined;
}

function* walk(store: S3Store, options: VersionListingOptions): Iterable<VersionEntry | string> {
  const { bucket, prefix, delimiter } = options;
  let position = startOf(store, options);
  for (;;) {
    let group: string | undefined;
    for (const entry of entriesOf(store, bucket, prefix, position)) {
      group = groupOf(entry.version.key, prefix, delimiter);
      if (group !== undefined) break;
      yield entry;
    }
    if (group === undefined) return;
    yield group;
    position = { after: group, isPrefix: true, order: undefined };
  }
}

function startOf(
  store: S3Store,
  { bucket, prefix, delimiter, keyMarker, versionMarker }: VersionListingOptions,
): Position {
  if (keyMarker === undefined) return { after: undefined, isPrefix: false, order: undefined };
  // A marker inside a group that was rolled up has been answered with the whole group.
  const group = groupOf(keyMarker, prefix, delimiter);
  if (group !== undefined) return { after: group, isPrefix: true, order: undefined };
  return { after: keyMarker, isPrefix: false, order: orderOfMarker(store, bucket, keyMarker, versionMarker) };
}

function orderOfMarker(store: S3Store, bucket: string, key: string, marker: string | undefined): string | undefined {
  if (marker === undefined) return undefined;
  if (marker !== "null") return orderIn(marker);
  const version = store.objects.version(bucket, key, marker);
  return version === undefined ? undefined : orderOf(version.sequencer);
}

/** Both tables at once: a key's current object comes before its older versions. */
function* entriesOf(store: S3Store, bucket: string, prefix: string, position: Position): Iterable<VersionEntry> {
  const { after, isPrefix, order } = position;
  const current = store.objects.list(bucket, { prefix, after, isPrefix });
  const older = store.objects.listOlder(bucket, { prefix, after, isPrefix, order });
  let [object, version] = [current.next(), older.next()];
  // Whether the key at the marker has something newer has been answered before.
  let key = order === undefined ? undefined : after;
  while (object.done !== true || version.done !== true) {
    const takesObject = object.done !== true && (version.done === true || compare(object.value, version.value) <= 0);
    const next: Version = takesObject ? object.value : version.value;
    yield { version: next, isLatest: next.key !== key };
    key = next.key;
    if (takesObject) object = current.next();
    else version = older.next();
  }
}

const compare = (a: Version, b: Version): number => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key));
