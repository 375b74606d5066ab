import { policyNotFound, resourceOfArnNotFound } from "./errors.ts";
import type { ResourcePolicy } from "./resource-policies.ts";
import type { DynamoDbStore } from "./store.ts";

const noPolicy = "NO_POLICY";

export function refuseUnlessResource(store: DynamoDbStore, arn: string): void {
  const isThere = arn.includes("/stream/") ? store.streams.find(arn) : store.findTable(arn);
  if (isThere === undefined) throw resourceOfArnNotFound(arn);
}

/** A change that expects another revision than the current one is refused, and so is one that expects none. */
export function refuseOtherRevision(current: ResourcePolicy | undefined, expected: string | undefined): void {
  if (expected === undefined || expected === (current?.revision ?? noPolicy)) return;
  throw policyNotFound(expected);
}
