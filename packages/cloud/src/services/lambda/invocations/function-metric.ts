import type { Metric, Metrics } from "../../../kernel/metrics.ts";
import type { Target } from "../store.ts";

/** Reports one value of a function, by its name and, where a qualifier was given, by that too. */
export function recordFunctionMetric(
  metrics: Metrics,
  { fn, qualifier }: Pick<Target, "fn" | "qualifier">,
  metric: Pick<Metric, "name" | "value" | "unit">,
): void {
  metrics.record({ ...metric, namespace: "AWS/Lambda", dimensions: { FunctionName: fn.name } });
  if (qualifier === undefined) return;
  const dimensions = { FunctionName: fn.name, Resource: `${fn.name}:${qualifier}` };
  metrics.record({ ...metric, namespace: "AWS/Lambda", dimensions });
}
