import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  type PutLogEventsCommandOutput,
} from "@aws-sdk/client-cloudwatch-logs";
import type { TestCloud } from "../../support/cloud.ts";

export async function createGroup(cloud: TestCloud, logGroupName: string): Promise<void> {
  await cloud.logs.send(new CreateLogGroupCommand({ logGroupName }));
  await cloud.logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: "s" }));
}

/** Puts messages a millisecond apart, the last one now. */
export function write(
  cloud: TestCloud,
  logGroupName: string,
  ...messages: unknown[]
): Promise<PutLogEventsCommandOutput> {
  const now = Date.now();
  const logEvents = messages.map((message, index) => ({
    timestamp: now - messages.length + index + 1,
    message: typeof message === "string" ? message : JSON.stringify(message),
  }));
  return cloud.logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: "s", logEvents }));
}
