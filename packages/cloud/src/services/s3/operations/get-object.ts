import { objectArn } from "../model.ts";
import { checkReadConditions } from "../objects/conditions.ts";
import { checksumMembers, describeObject } from "../objects/describe.ts";
import { wantedRange } from "../objects/range.ts";
import type { S3Operation, Shapes } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const getObject: S3Operation<"GetObject"> = {
  access: (input) => ({ action: "s3:GetObject", resource: objectArn(input.Bucket, input.Key) }),

  run({ store }, input) {
    const object = store.object(input.Bucket, input.Key);
    checkReadConditions(object, input);
    const range = wantedRange(object, input.Range, input.PartNumber);

    return {
      ...describeObject(object),
      ...responseOverrides(input),
      ContentLength: range.end - range.start + 1,
      ...(range.isPartial ? { ContentRange: `bytes ${range.start}-${range.end}/${object.bytes}` } : {}),
      ...(input.PartNumber !== undefined && object.parts !== undefined ? { PartsCount: object.parts.length } : {}),
      ...(input.ChecksumMode === "ENABLED" && !range.isPartial ? checksumMembers(object.checksum) : {}),
      Body: store.bodies.read(object.body, range),
    };
  },
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax: Overriding response header values */
const responseOverrides = (input: Shapes["GetObject"]["input"]) => ({
  ...(input.ResponseCacheControl === undefined ? {} : { CacheControl: input.ResponseCacheControl }),
  ...(input.ResponseContentDisposition === undefined ? {} : { ContentDisposition: input.ResponseContentDisposition }),
  ...(input.ResponseContentEncoding === undefined ? {} : { ContentEncoding: input.ResponseContentEncoding }),
  ...(input.ResponseContentLanguage === undefined ? {} : { ContentLanguage: input.ResponseContentLanguage }),
  ...(input.ResponseContentType === undefined ? {} : { ContentType: input.ResponseContentType }),
  ...(input.ResponseExpires === undefined
    ? {}
    : { Expires: input.ResponseExpires, ExpiresString: input.ResponseExpires.toUTCString() }),
});
