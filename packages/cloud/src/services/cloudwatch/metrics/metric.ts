import type { Dimension } from "@aws-sdk/client-cloudwatch";

/** What a series of values is known by. */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  /** Pairs of name and value, in the order of their names. */
  readonly dimensions: readonly (readonly [name: string, value: string])[];
}

export interface KnownMetric extends MetricId {
  /** When a value last came, by the cloud's clock. */
  readonly lastAt: number;
}

export const metricId = (namespace: string, name: string, dimensions: readonly Dimension[] = []): MetricId => ({
  namespace,
  name,
  dimensions: dimensions
    .map(({ Name = "", Value = "" }) => [Name, Value] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
});

export const dimensionsOf = ({ dimensions }: MetricId): Dimension[] =>
  dimensions.map(([Name, Value]) => ({ Name, Value }));

/** Under which a metric is kept. */
export const keyOf = ({ namespace, name, dimensions }: MetricId): [string, string, string] => [
  namespace,
  name,
  JSON.stringify(dimensions),
];
