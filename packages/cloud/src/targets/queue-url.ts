import { parseArn } from "@millrace/core";

/** The URL by which calls name the queue that an ARN names. */
export function queueUrl(endpoint: string, queueArn: string): string {
  const { account = "", resource = "" } = parseArn(queueArn) ?? {};
  return `${endpoint}/${account}/${resource}`;
}
