import type { ServiceShapes } from "../../kernel/service-shapes.ts";

type Shapes = ServiceShapes["cloudwatch"];

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DashboardEntry.html */
export interface Dashboard {
  readonly name: string;
  readonly body: string;
  readonly modifiedAt: number;
}

export interface Detector {
  readonly id: string;
  readonly input: Shapes["PutAnomalyDetector"]["input"];
}

export interface InsightRule {
  readonly name: string;
  readonly definition: string;
  readonly state: string;
  readonly isManaged: boolean;
  readonly applyOnTransformedLogs?: boolean | undefined;
}

export interface MetricStream {
  readonly name: string;
  readonly input: Omit<Shapes["PutMetricStream"]["input"], "Tags">;
  readonly state: "running" | "stopped";
  readonly createdAt: number;
  readonly updatedAt: number;
}
