import { AwsError } from "@millrace/wire";
import { notFound } from "../errors.ts";
import { objectArn, type StoredObject } from "../model.ts";
import { checkReadConditions } from "../objects/conditions.ts";
import { describeObject, describeRange } from "../objects/describe.ts";
import { checkCustomerKey } from "../objects/encryption.ts";
import { findObject, versionAction } from "../objects/find.ts";
import { wantedRange } from "../objects/range.ts";
import type { S3Operation, Shapes } from "../shapes.ts";
import type { S3Store } from "../store.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject: S3Operation<"HeadObject"> = {
  access: (input) => ({ action: versionAction("GetObject", input), resource: objectArn(input.Bucket, input.Key) }),

  run({ store, clock }, input) {
    const object = find(store, input);
    checkCustomerKey(object, input);
    checkReadConditions(object, input, clock.now());
    const range = wantedRange(object, input.Range, input.PartNumber);

    return { ...describeObject(store.bucket(input.Bucket), object), ...describeRange(object, range, input) };
  },
};

/** An answer without a body has no code in it; clients make `NotFound` of the status. */
function find(store: S3Store, input: Shapes["HeadObject"]["input"]): StoredObject {
  try {
    return findObject(store, input, "HEAD");
  } catch (error) {
    throw error instanceof AwsError && error.status === 404 ? notFound(error.headers) : error;
  }
}
