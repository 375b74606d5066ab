import type { Target } from "@aws-sdk/client-eventbridge";
import type { BusEvent } from "../model.ts";

/** Names of the work that EventBridge keeps for later. */
export const deliverJob = "deliver";
export const scheduleJob = "schedule";
export const replayJob = "replay";
export const expireJob = "expire";
export const authorizeJob = "authorize";

export interface QueuedDelivery {
  readonly ruleArn: string;
  readonly ruleName: string;
  readonly busName: string;
  /** As it was when the event came in. */
  readonly target: Target;
  readonly event: BusEvent;
  /** When the event came in. */
  readonly receivedAt: number;
}
