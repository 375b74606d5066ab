import { parseArn } from "@millrace/core";
import { notFound } from "./errors.ts";
import { ruleOf, type Tags } from "./model.ts";
import type { EventsStore } from "./store.ts";

export interface Tagged {
  readonly tags: Tags;
  readonly put: (tags: Tags) => void;
}

/** What can have tags: buses and rules. Throws ResourceNotFoundException. */
export function taggedOf(store: EventsStore, arn: string): Tagged {
  const { resource = "" } = parseArn(arn) ?? {};
  if (resource.startsWith("event-bus/")) {
    const bus = store.bus(resource.slice("event-bus/".length));
    return { tags: bus.tags, put: (tags) => store.putBus({ ...bus, tags }) };
  }
  const named = ruleOf(resource);
  if (named === undefined) throw notFound(`Resource ${arn} does not exist.`);
  const rule = store.rule(named.busName, named.name);
  return { tags: rule.tags, put: (tags) => store.putRule({ ...rule, tags }) };
}

export const readTags = (tags: readonly { Key?: string | undefined; Value?: string | undefined }[] = []): Tags =>
  Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
