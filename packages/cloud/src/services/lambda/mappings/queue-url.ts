import { parseArn } from "@millrace/core";

/** The URL by which calls name the queue that an ARN names. */
export function queueUrl(endpoint: string, arn: string): string {
  const { account = "", resource = "" } = parseArn(arn) ?? {};
  return `${endpoint}/${account}/${resource}`;
}
