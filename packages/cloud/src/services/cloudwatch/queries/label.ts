import type { MetricStat } from "@aws-sdk/client-cloudwatch";
import type { Series } from "../math/values.ts";

type Write = (values: readonly number[]) => number | undefined;

const figures: Readonly<Record<string, Write>> = {
  AVG: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  DATAPOINT_COUNT: (values) => values.length,
  FIRST: (values) => values[0],
  LAST: (values) => values.at(-1),
  MAX: (values) => values.reduce((a, b) => Math.max(a, b)),
  MIN: (values) => values.reduce((a, b) => Math.min(a, b)),
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
};

/** Fills in a label such as `${PROP('Dim.Host')}: ${MAX}`. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/graph-dynamic-labels.html */
export function writeLabel(label: string | undefined, one: Series, stat: MetricStat | undefined): string {
  if (label === undefined) return one.label;
  return label.replace(/\$\{([A-Z_]+)(?:\('([^']*)'\))?\}/g, (whole, name: string, property: string | undefined) => {
    if (name === "LABEL") return one.label;
    if (name === "PROP") return propertyOf(property ?? "", stat) ?? whole;
    const values = [...one.points].sort(([a], [b]) => a - b).map(([, value]) => value);
    const write = figures[name];
    if (write === undefined) return whole;
    return values.length === 0 ? "--" : String(write(values));
  });
}

function propertyOf(name: string, stat: MetricStat | undefined): string | undefined {
  if (name === "MetricName") return stat?.Metric?.MetricName;
  if (name === "Namespace") return stat?.Metric?.Namespace;
  if (name === "Stat") return stat?.Stat;
  if (name === "Period") return String(stat?.Period);
  const dimension = /^Dim\.(.+)$/.exec(name)?.[1];
  return stat?.Metric?.Dimensions?.find(({ Name }) => Name === dimension)?.Value;
}
