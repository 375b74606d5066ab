import type { Tag } from "@aws-sdk/client-sns";
import { invalidParameter } from "../errors.ts";

/** Throws InvalidParameter for a key that comes twice. */
export function readTags(tags: readonly Tag[]): Readonly<Record<string, string>> {
  const read = Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
  if (Object.keys(read).length < tags.length) throw invalidParameter("Duplicated keys are not allowed.");
  return read;
}
