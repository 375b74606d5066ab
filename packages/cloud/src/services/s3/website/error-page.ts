import { STATUS_CODES } from "node:http";
import { type AwsError, escapeXml } from "@millrace/wire";
import type { LocalResponse, SiteRequest } from "../../../gateway/door.ts";

/** S3's own page for errors. https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html#WebsiteRestEndpointDiff */
export function errorPage({ requestId, head }: SiteRequest, error: AwsError): LocalResponse {
  const status = error.status ?? 500;
  const title = `${status} ${STATUS_CODES[status] ?? ""}`;
  const facts = Object.entries({
    Code: error.code,
    Message: error.message,
    ...error.fields,
    RequestId: requestId,
  }).map(([name, value]) => `<li>${name}: ${escapeXml(String(value))}</li>\n`);
  const body = `<html>\n<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n<ul>\n${facts.join("")}</ul>\n<hr/>\n</body>\n</html>\n`;
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "x-amz-error-code": error.code,
      "x-amz-request-id": requestId,
    },
    body: head.method === "HEAD" ? "" : body,
  };
}
