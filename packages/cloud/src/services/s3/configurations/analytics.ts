import type { AnalyticsConfiguration } from "@aws-sdk/client-s3";
import { malformedXml } from "../errors.ts";
import { listedConfiguration } from "./listed.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAnalyticsConfiguration.html */
export const analytics = listedConfiguration({
  name: "analytics",
  rights: { put: "s3:PutAnalyticsConfiguration", get: "s3:GetAnalyticsConfiguration" },
  member: "AnalyticsConfiguration",
  list: "AnalyticsConfigurationList",
  check(document: AnalyticsConfiguration, id) {
    if (document.Id !== id) throw malformedXml();
  },
});
