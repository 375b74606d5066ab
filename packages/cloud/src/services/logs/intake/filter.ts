import type { ServiceShapes } from "../../../kernel/service-shapes.ts";

type Shapes = ServiceShapes["logs"];

export type MetricFilter = Shapes["PutMetricFilter"]["input"] & { readonly createdAt: number };
export type SubscriptionFilter = Shapes["PutSubscriptionFilter"]["input"] & { readonly createdAt: number };
