import type { ServiceShapes } from "../../../kernel/service-shapes.ts";

type Shapes = ServiceShapes["logs"];

export type MetricFilter = Shapes["PutMetricFilter"]["input"] & { readonly createdAt: number };
export type SubscriptionFilter = Shapes["PutSubscriptionFilter"]["input"] & { readonly createdAt: number };

/** Events that a filter lets through, on their way to who has subscribed to them. */
export interface Delivery {
  readonly group: string;
  readonly stream: string;
  readonly filter: string;
  readonly events: readonly { readonly id: string; readonly timestamp: number; readonly message: string }[];
}
