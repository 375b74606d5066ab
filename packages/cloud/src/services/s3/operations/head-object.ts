import { notFound } from "../errors.ts";
import { objectArn } from "../model.ts";
import { checkReadConditions } from "../objects/conditions.ts";
import { checksumMembers, describeObject } from "../objects/describe.ts";
import { wantedRange } from "../objects/range.ts";
import type { S3Operation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const headObject: S3Operation<"HeadObject"> = {
  access: (input) => ({ action: "s3:GetObject", resource: objectArn(input.Bucket, input.Key) }),

  run({ store }, input) {
    const object = store.findObject(input.Bucket, input.Key);
    if (object === undefined) throw notFound();
    checkReadConditions(object, input);
    const range = wantedRange(object, input.Range, input.PartNumber);

    return {
      ...describeObject(object),
      ContentLength: range.end - range.start + 1,
      ...(range.isPartial ? { ContentRange: `bytes ${range.start}-${range.end}/${object.bytes}` } : {}),
      ...(input.PartNumber !== undefined && object.parts !== undefined ? { PartsCount: object.parts.length } : {}),
      ...(input.ChecksumMode === "ENABLED" ? checksumMembers(object.checksum) : {}),
    };
  },
};
