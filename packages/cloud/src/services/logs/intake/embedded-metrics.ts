import type { StandardUnit } from "@aws-sdk/client-cloudwatch";

/** One value, or several, of one metric at one time. */
export interface Datum {
  readonly namespace: string;
  readonly name: string;
  readonly values: readonly number[];
  readonly unit?: StandardUnit | undefined;
  readonly at: number;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly resolution?: number | undefined;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const valuesMax = 100;
const dimensionsMax = 30;

interface Directive {
  readonly Namespace?: unknown;
  readonly Dimensions?: unknown;
  readonly Metrics?: unknown;
}

/** The metrics that a message in the embedded metric format holds. */
export function embeddedMetrics(message: string, at: number): Datum[] {
  if (!message.includes('"_aws"') || !message.trimStart().startsWith("{")) return [];
  const document = parsed(message);
  const meta = document?.["_aws"] as { readonly Timestamp?: unknown; readonly CloudWatchMetrics?: unknown } | undefined;
  if (document === undefined || !Array.isArray(meta?.CloudWatchMetrics)) return [];
  const time = typeof meta.Timestamp === "number" ? meta.Timestamp : at;
  return (meta.CloudWatchMetrics as Directive[]).flatMap((directive) => directed(directive, document, time));
}

function parsed(message: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(message) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

function directed(directive: Directive, document: Record<string, unknown>, at: number): Datum[] {
  const { Namespace: namespace, Dimensions = [[]], Metrics } = directive;
  if (typeof namespace !== "string" || !Array.isArray(Metrics) || !Array.isArray(Dimensions)) return [];
  const sets = (Dimensions as string[][])
    .map((names) => dimensionSet(names, document))
    .filter((set) => set !== undefined);
  return (Metrics as { Name?: string; Unit?: StandardUnit; StorageResolution?: number }[]).flatMap((metric) => {
    const { Name: name = "", Unit: unit, StorageResolution: resolution } = metric;
    const values = [document[name]]
      .flat()
      .filter((value) => typeof value === "number")
      .slice(0, valuesMax);
    if (values.length === 0) return [];
    return sets.map((dimensions) => ({ namespace, name, values, unit, at, dimensions, resolution }));
  });
}

function dimensionSet(names: unknown, document: Record<string, unknown>): Record<string, string> | undefined {
  if (!Array.isArray(names) || names.length > dimensionsMax) return undefined;
  const pairs = names.map((name: string) => [name, document[name]] as const);
  if (pairs.some(([, value]) => value === undefined || value === null || typeof value === "object")) return undefined;
  return Object.fromEntries(pairs.map(([name, value]) => [name, String(value)]));
}
