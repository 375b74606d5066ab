import type { Run } from "./run.ts";
import type { Thread } from "./thread.ts";

/** What a task token says: which try of which task of which execution it stands for. */
export interface TokenPlace {
  readonly executionArn: string;
  readonly threadId: number;
  readonly visit: number;
  readonly nonce: string;
}

const separator = "\n";

export function taskToken(run: Run, thread: Thread, nonce: string): string {
  const parts = [run.execution.arn, thread.id, thread.visit, nonce];
  return Buffer.from(parts.join(separator)).toString("base64");
}

/** Undefined for a text that nobody here has made. */
export function readToken(token: string): TokenPlace | undefined {
  const parts = Buffer.from(token, "base64").toString("utf8").split(separator);
  const [executionArn = "", threadId, visit, nonce = ""] = parts;
  if (parts.length !== 4 || !executionArn.startsWith("arn:") || nonce === "") return undefined;
  return { executionArn, threadId: Number(threadId), visit: Number(visit), nonce };
}
