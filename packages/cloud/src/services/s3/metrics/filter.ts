import type { MetricsFilter } from "@aws-sdk/client-s3";
import type { Tags } from "../model.ts";

/** Whether a request is about what a filter names. A filter finds no requests that name no object, unless it is empty. */
export function matchesFilter(filter: MetricsFilter | undefined, key: string | undefined, tagsOf: () => Tags): boolean {
  if (filter === undefined) return true;
  const {
    And: and,
    Tag: tag,
    Prefix: prefix = and?.Prefix ?? "",
    AccessPointArn: point = and?.AccessPointArn,
  } = filter;
  // There are no access points here that a request could have come through.
  if (point !== undefined || key === undefined || !key.startsWith(prefix)) return false;
  const wanted = [...(and?.Tags ?? []), ...(tag === undefined ? [] : [tag])];
  if (wanted.length === 0) return true;
  const tags = tagsOf();
  return wanted.every(({ Key = "", Value }) => Object.hasOwn(tags, Key) && tags[Key] === Value);
}
