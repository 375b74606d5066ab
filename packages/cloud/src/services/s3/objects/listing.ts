import { invalidArgument } from "../errors.ts";
import type { StoredObject } from "../model.ts";
import type { S3Store } from "../store.ts";
import { encodeKey } from "./encode-key.ts";

export interface ListingOptions {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string;
  readonly max: number;
  /** Where the page before ended: a key, or a common prefix, in which case everything under it has been answered. */
  readonly after: string | undefined;
}

export interface Listing {
  readonly objects: readonly StoredObject[];
  readonly commonPrefixes: readonly string[];
  /** The last key or common prefix of the page, when there is more. */
  readonly next: string | undefined;
}

/** One page of keys, those with a delimiter behind the prefix rolled up. */
export function listObjects(store: S3Store, options: ListingOptions): Listing {
  const objects: StoredObject[] = [];
  const commonPrefixes: string[] = [];
  let last: string | undefined;
  for (const entry of options.max === 0 ? [] : walk(store, options)) {
    if (objects.length + commonPrefixes.length >= options.max) return { objects, commonPrefixes, next: last };
    if (typeof entry === "string") commonPrefixes.push(entry);
    else objects.push(entry);
    last = typeof entry === "string" ? entry : entry.key;
  }
  return { objects, commonPrefixes, next: undefined };
}

/** Objects and common prefixes in order. What stands under a common prefix is skipped, not read. */
function* walk(store: S3Store, { bucket, prefix, delimiter, after }: ListingOptions): Iterable<StoredObject | string> {
  const isPrefix = after !== undefined && groupOf(after, prefix, delimiter) === after;
  let position: { after: string | undefined; isPrefix: boolean } = { after, isPrefix };
  for (;;) {
    let group: string | undefined;
    for (const object of store.objects.list(bucket, { prefix, ...position })) {
      group = groupOf(object.key, prefix, delimiter);
      if (group !== undefined) break;
      yield object;
    }
    if (group === undefined) return;
    yield group;
    position = { after: group, isPrefix: true };
  }
}

/** The common prefix that a key is rolled up into, if it is. */
export function groupOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === "") return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** Keys as `encoding-type=url` wants them, or as they are. */
export const urlEncoder = (encodingType: string | undefined): ((text: string) => string) =>
  encodingType === "url" ? encodeKey : (text) => text;

/** Throws InvalidArgument for less than none. */
export function checkMaxKeys(max: number | undefined): void {
  if (max === undefined || max >= 0) return;
  throw invalidArgument("Argument maxKeys must be an integer between 0 and 2147483647", "maxKeys", String(max));
}

/** Throws InvalidArgument for an encoding that is not `url`. */
export function checkEncodingType(encodingType: string | undefined): void {
  if (encodingType === undefined || encodingType === "url") return;
  throw invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", encodingType);
}
