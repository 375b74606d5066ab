import type { MetricDataQuery, MetricStat } from "@aws-sdk/client-cloudwatch";
import { invalidValue } from "../errors.ts";
import { evaluate } from "../math/evaluate.ts";
import { parseExpression } from "../math/parse.ts";
import { labelOf, readSearch } from "../math/search.ts";
import { array, type MathContext, MathError, type Series, series, type Value } from "../math/values.ts";
import { type MetricId, metricId } from "../metrics/metric.ts";
import { readSeries, roundedStart, withoutUnits } from "../metrics/series.ts";
import { readStatistic } from "../metrics/statistic.ts";
import type { CloudWatchStore } from "../store.ts";
import { checkQueries } from "./check-queries.ts";
import { writeLabel } from "./label.ts";

export interface QueryRange {
  /** Milliseconds, inclusive. */
  readonly from: number;
  /** Exclusive. */
  readonly before: number;
}

export interface QueryResult {
  readonly id: string;
  readonly label: string;
  /** In the order of time. */
  readonly points: readonly (readonly [at: number, value: number])[];
  /** Set when an expression could not be computed. */
  readonly failure?: string | undefined;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html */
const searchedMax = 500;
const gridMax = 100_800;

/** Computes metric queries as GetMetricData and alarms do. Answers those whose data is to be returned. */
export function runQueries(
  store: CloudWatchStore,
  queries: readonly MetricDataQuery[],
  range: QueryRange,
): QueryResult[] {
  checkQueries(queries);
  const run = new QueryRun(store, queries, range);
  return queries.filter(({ ReturnData = true }) => ReturnData).flatMap((query) => run.results(query));
}

class QueryRun {
  readonly #store: CloudWatchStore;
  readonly #queries: ReadonlyMap<string, MetricDataQuery>;
  readonly #range: QueryRange;
  readonly #values = new Map<string, Value>();
  /** Expressions on the way, to find those that refer to themselves. */
  readonly #open = new Set<string>();

  constructor(store: CloudWatchStore, queries: readonly MetricDataQuery[], range: QueryRange) {
    this.#store = store;
    this.#queries = new Map(queries.map((query) => [query.Id ?? "", query]));
    this.#range = range;
  }

  results(query: MetricDataQuery): QueryResult[] {
    const id = query.Id ?? "";
    try {
      const value = this.#value(id);
      const list = this.#seriesOf(value, query);
      return list.map((one) => ({
        id,
        label: writeLabel(query.Label, one, query.MetricStat),
        points: [...one.points].filter(([at]) => at < this.#range.before).sort(([a], [b]) => a - b),
      }));
    } catch (error) {
      if (!(error instanceof MathError)) throw error;
      return [{ id, label: query.Label ?? id, points: [], failure: error.message }];
    }
  }

  #seriesOf(value: Value, query: MetricDataQuery): readonly Series[] {
    if (value.kind === "array") return value.list;
    if (value.kind === "text") throw new MathError("The expression must return a time series or a number");
    const label = query.Expression === undefined ? undefined : (query.Id ?? "");
    if (value.kind === "series") return [label === undefined ? value.series : { ...value.series, label }];
    // A bare number is a point at each period.
    const { grid, periodSeconds } = this.#context(query);
    const points = Number.isFinite(value.value) ? grid.map((at) => [at, value.value] as const) : [];
    return [{ label: label ?? "", periodSeconds, points: new Map(points) }];
  }

  #value(id: string): Value {
    const known = this.#values.get(id);
    if (known !== undefined) return known;
    const query = this.#queries.get(id);
    if (query === undefined) throw new MathError(`There is no query with the id ${id}`);
    if (this.#open.has(id)) throw new MathError(`The query ${id} refers to itself`);
    this.#open.add(id);
    const value =
      query.MetricStat === undefined
        ? evaluate(parseExpression(query.Expression ?? ""), this.#context(query))
        : series(this.#metric(query.MetricStat));
    this.#open.delete(id);
    this.#values.set(id, value);
    return value;
  }

  #metric({ Metric = {}, Period = 60, Stat = "", Unit }: MetricStat): Series {
    const metric = metricId(Metric.Namespace ?? "", Metric.MetricName ?? "", Metric.Dimensions);
    return this.#read(metric, Stat, Period, Unit, metric.name);
  }

  #read(metric: MetricId, stat: string, periodSeconds: number, unit: string | undefined, label: string): Series {
    const statistic = readStatistic(stat);
    if (statistic === undefined) throw invalidValue(`The value ${stat} for parameter Stat is not supported.`);
    const stretches = withoutUnits(readSeries(this.#store, { metric, ...this.#range, periodSeconds, unit }));
    const points = stretches.flatMap(({ at, aggregate }): [number, number][] => {
      const value = statistic(aggregate, periodSeconds);
      return value === undefined ? [] : [[at, value]];
    });
    return { label, periodSeconds, points: new Map(points) };
  }

  #context(query: MetricDataQuery): MathContext {
    const periodSeconds = query.Period ?? this.#coarsestPeriod();
    const start = roundedStart(this.#range.from, periodSeconds);
    const steps = Math.min(gridMax, Math.ceil((this.#range.before - start) / (periodSeconds * 1000)));
    return {
      periodSeconds,
      grid: Array.from({ length: Math.max(0, steps) }, (_, step) => start + step * periodSeconds * 1000),
      byId: (id) => this.#value(id),
      metrics: (text) => this.#metrics(text),
      search: (text, stat, period) => this.#search(text, stat, period ?? periodSeconds),
    };
  }

  #coarsestPeriod(): number {
    const periods = [...this.#queries.values()].flatMap(({ MetricStat }) => MetricStat?.Period ?? []);
    return periods.length === 0 ? 60 : Math.max(...periods);
  }

  #metrics(text = ""): Value {
    const ids = [...this.#queries.values()].filter(({ MetricStat, Id = "" }) => MetricStat && Id.includes(text));
    return array(
      ids.flatMap(({ Id = "" }) => {
        const value = this.#value(Id);
        return value.kind === "series" ? [value.series] : [];
      }),
    );
  }

  #search(text: string, stat: string, periodSeconds: number): Value {
    const finds = readSearch(text);
    const found = [...this.#store.metrics()].filter(finds).slice(0, searchedMax);
    const list = found.map((metric) => this.#read(metric, stat, periodSeconds, undefined, labelOf(found, metric)));
    return array(list.filter(({ points }) => points.size > 0));
  }
}
