/** Names of the work that SNS keeps for later. Deliveries of FIFO topics run one after another for each subscription. */
export const deliverJob = "deliver";
export const deliverInOrderJob = "deliver in order";
export const confirmJob = "confirm";

export interface QueuedDelivery {
  readonly subscriptionArn: string;
  readonly published: import("../model.ts").Published;
  /** How the cloud was reached when the message came in: what is sent names addresses of it. */
  readonly endpoint: string;
}
