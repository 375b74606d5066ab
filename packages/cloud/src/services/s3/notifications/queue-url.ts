import { parseArn } from "@millrace/core";

/** The URL of the queue that an ARN names. */
export function queueUrl(queueArn: string, endpoint: string): string {
  const { account = "", resource = "" } = parseArn(queueArn) ?? {};
  return `${endpoint}/${account}/${resource}`;
}
