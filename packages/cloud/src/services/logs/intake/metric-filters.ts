import type { MetricTransformation } from "@aws-sdk/client-cloudwatch-logs";
import type { StoredEvent } from "../model.ts";
import { compilePattern } from "../patterns/compile-pattern.ts";
import type { Pattern } from "../patterns/pattern.ts";
import type { Datum } from "./embedded-metrics.ts";
import type { MetricFilter } from "./filter.ts";

/**
 * What a metric filter makes of events. A default value is reported when none of the events that came together matches,
 * where AWS looks at each minute.
 */
export function filteredMetrics(
  { filterPattern, metricTransformations }: MetricFilter,
  events: readonly StoredEvent[],
): Datum[] {
  const pattern = compilePattern(filterPattern);
  const matching = events.filter(({ message }) => pattern.match(message) !== undefined);
  return metricTransformations.flatMap((transformation): Datum[] => {
    if (matching.length > 0) return matching.flatMap((event) => transformed(transformation, pattern, event));
    const { defaultValue, metricNamespace: namespace = "", metricName: name = "" } = transformation;
    const at = events.at(-1)?.at;
    if (defaultValue === undefined || at === undefined) return [];
    return [{ namespace, name, values: [defaultValue], unit: transformation.unit, at, dimensions: {} }];
  });
}

function transformed(transformation: MetricTransformation, pattern: Pattern, { message, at }: StoredEvent): Datum[] {
  const { metricNamespace: namespace = "", metricName: name = "", metricValue = "", unit } = transformation;
  const text = metricValue.startsWith("$") ? pattern.valueOf(message, metricValue) : metricValue;
  const value = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) return [];
  const dimensions = Object.entries(transformation.dimensions ?? {}).map(
    ([key, selector]) => [key, pattern.valueOf(message, selector)] as const,
  );
  const known = dimensions.filter((entry): entry is readonly [string, string] => entry[1] !== undefined);
  return [{ namespace, name, values: [value], unit, at, dimensions: Object.fromEntries(known) }];
}
