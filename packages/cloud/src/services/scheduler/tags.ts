import { notFound } from "./errors.ts";
import { type Group, groupArn } from "./model.ts";
import type { SchedulerStore } from "./store.ts";

/** Only groups have tags. Throws ResourceNotFoundException. */
export function groupOf(store: SchedulerStore, arn: string): Group {
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  if (groupArn(store.scope, name) !== arn) throw notFound(`Resource ${arn} does not exist.`);
  return store.group(name);
}

export const readTags = (
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] = [],
): Record<string, string> => Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
