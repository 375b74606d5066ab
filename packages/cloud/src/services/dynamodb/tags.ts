import { parseArn } from "@millrace/core";
import { resourceOfArnNotFound, validation } from "./errors.ts";
import type { DynamoDbStore } from "./store.ts";

/** Tables are what can have tags; refuses ARNs of anything else. */
export function refuseUnlessTable(store: DynamoDbStore, arn: string): void {
  const parsed = parseArn(arn);
  if (parsed?.service !== "dynamodb" || !parsed.resource.startsWith("table/")) {
    throw validation(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  }
  if (store.findTable(arn) === undefined) throw resourceOfArnNotFound(arn);
}
