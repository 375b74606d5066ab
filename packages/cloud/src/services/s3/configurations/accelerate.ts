import { invalidRequest, malformedXml } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import { singleConfiguration } from "./single.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAccelerateConfiguration.html */
export const accelerate = singleConfiguration({
  name: "accelerate",
  rights: { put: "s3:PutAccelerateConfiguration", get: "s3:GetAccelerateConfiguration" },
  read: (input: Shapes["PutBucketAccelerateConfiguration"]["input"]) => input.AccelerateConfiguration,
  write: (document) => ({ ...document }),
  missing: () => ({}),
  check(document, _, bucket) {
    if (bucket.name.includes(".")) {
      throw invalidRequest("S3 Transfer Acceleration is not supported for buckets with periods (.) in their names");
    }
    if (document.Status !== "Enabled" && document.Status !== "Suspended") throw malformedXml();
    return document;
  },
});
