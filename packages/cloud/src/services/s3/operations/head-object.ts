import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { notFound } from "../errors.ts";
import { objectArn, type StoredObject } from "../model.ts";
import { checkReadConditions } from "../objects/conditions.ts";
import { describeObject, describeRange } from "../objects/describe.ts";
import { checkCustomerKey } from "../objects/encryption.ts";
import { findForReader, versionAction } from "../objects/find.ts";
import { wantedRange } from "../objects/range.ts";
import type { S3Operation, Shapes } from "../shapes.ts";
import type { S3Store } from "../store.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject: S3Operation<"HeadObject"> = {
  access: (input) => ({ action: versionAction("GetObject", input), resource: objectArn(input.Bucket, input.Key) }),

  run(call, input) {
    const { store, clock } = call;
    const object = find(call, input);
    checkCustomerKey(object, input);
    checkReadConditions(object, input, clock.now());
    const range = wantedRange(object, input.Range, input.PartNumber);

    return { ...describeObject(store.bucket(input.Bucket), object), ...describeRange(object, range, input) };
  },
};

/** An answer without a body has no code in it; clients make `NotFound` of the status. */
function find(call: Call<S3Store>, input: Shapes["HeadObject"]["input"]): StoredObject {
  try {
    return findForReader(call, input, "HEAD");
  } catch (error) {
    throw error instanceof AwsError && error.status === 404 ? notFound(error.headers) : error;
  }
}
