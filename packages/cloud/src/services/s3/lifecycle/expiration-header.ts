import type { Bucket, StoredObject } from "../model.ts";
import { expiresAt, isEnabled, matchesRule } from "./rules.ts";

/** What answers say of an object that a rule will expire. https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html: x-amz-expiration */
export function expirationHeader(bucket: Bucket, object: StoredObject): { Expiration?: string } {
  const rules = bucket.configurations.lifecycle?.rules;
  if (rules === undefined) return {};
  const due = rules
    .filter((rule) => isEnabled(rule) && matchesRule(rule, object))
    .flatMap((rule) => {
      const at = expiresAt(rule, object);
      return at === undefined ? [] : [{ at, id: rule.ID ?? "" }];
    })
    .sort((a, b) => a.at - b.at);
  const [first] = due;
  if (first === undefined) return {};
  return { Expiration: `expiry-date="${new Date(first.at).toUTCString()}", rule-id="${encodeURIComponent(first.id)}"` };
}
