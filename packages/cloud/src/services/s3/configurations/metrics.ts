import type { MetricsConfiguration } from "@aws-sdk/client-s3";
import { malformedXml } from "../errors.ts";
import { listedConfiguration } from "./listed.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html */
export const metrics = listedConfiguration({
  name: "metrics",
  rights: { put: "s3:PutMetricsConfiguration", get: "s3:GetMetricsConfiguration" },
  member: "MetricsConfiguration",
  list: "MetricsConfigurationList",
  check(document: MetricsConfiguration, id) {
    if (document.Id !== id) throw malformedXml();
  },
});
