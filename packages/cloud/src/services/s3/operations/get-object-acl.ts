import { writeAcl } from "../access/acl.ts";
import { objectArn } from "../model.ts";
import { findObject, versionAction } from "../objects/find.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html */
export const getObjectAcl: S3Operation<"GetObjectAcl"> = {
  access: (input) => ({ action: versionAction("GetObjectAcl", input), resource: objectArn(input.Bucket, input.Key) }),

  run: ({ store, account }, input) => writeAcl(findObject(store, input, "GET").acl, account),
};
