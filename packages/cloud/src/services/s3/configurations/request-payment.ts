import { malformedXml } from "../errors.ts";
import type { Shapes } from "../shapes.ts";
import { singleConfiguration } from "./single.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketRequestPayment.html */
export const requestPayment = singleConfiguration({
  name: "requestPayment",
  rights: { put: "s3:PutBucketRequestPayment", get: "s3:GetBucketRequestPayment" },
  read: (input: Shapes["PutBucketRequestPayment"]["input"]) => input.RequestPaymentConfiguration,
  write: (document) => ({ ...document }),
  missing: () => ({ Payer: "BucketOwner" as const }),
  check(document) {
    if (document.Payer !== "BucketOwner" && document.Payer !== "Requester") throw malformedXml();
    return document;
  },
});
