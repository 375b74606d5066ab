/** One measured value of one resource, as AWS's own services report theirs to CloudWatch. */
export interface Metric {
  /** e.g. `AWS/Lambda` */
  readonly namespace: string;
  /** e.g. `Duration` */
  readonly name: string;
  readonly value: number;
  /** In CloudWatch's words. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
  readonly unit: "Count" | "Milliseconds" | "Bytes" | "Seconds" | "Percent" | "None";
  /** Name to value, e.g. `{ FunctionName: "orders" }`. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** Of a global service: the region whose metric it is. */
  readonly region?: string;
}

/** Where services report what they measure about themselves. Nothing is reported where no service takes metrics. */
export interface Metrics {
  record(metric: Metric): void;
}
