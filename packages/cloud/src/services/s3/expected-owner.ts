import type { Operation } from "../../kernel/operation.ts";
import { accessDenied, invalidExpectedOwner } from "./errors.ts";
import type { S3Store } from "./store.ts";

interface Expecting {
  readonly ExpectedBucketOwner?: string | undefined;
  readonly ExpectedSourceBucketOwner?: string | undefined;
}

/**
 * Refuses a request that expects its bucket to be somebody else's, before anything else is looked at.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
 */
// biome-ignore lint/suspicious/noExplicitAny: it stands around operations of every shape
export function withExpectedOwner(operation: Operation<S3Store, any>): Operation<S3Store, any> {
  return {
    access: operation.access,
    run(call, input: Expecting) {
      check(input.ExpectedBucketOwner, call.account);
      check(input.ExpectedSourceBucketOwner, call.account);
      return operation.run(call, input);
    },
  };
}

function check(owner: string | undefined, account: string): void {
  if (owner === undefined) return;
  if (!/^\d{12}$/.test(owner)) throw invalidExpectedOwner(owner);
  if (owner !== account) throw accessDenied();
}
