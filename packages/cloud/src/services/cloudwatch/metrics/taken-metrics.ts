import type { Metric } from "../../../kernel/metrics.ts";
import { ofValues } from "./aggregate.ts";
import type { ReadDatum } from "./datum.ts";
import { minuteMs } from "./point-store.ts";

interface Gathered {
  readonly metric: Metric;
  readonly at: number;
  readonly counts: Map<number, number>;
}

/** Series and different values that are gathered before they are handed on. */
const seriesMax = 2000;
const valuesMax = 20_000;

/** What services measure, counted by value and minute: cheap enough for every message and every request. */
export class TakenMetrics {
  readonly #gathered = new Map<string, Gathered>();
  #values = 0;

  add(metric: Metric, now: number): void {
    const at = now - (now % minuteMs);
    let key = `${at}\0${metric.unit}\0${metric.namespace}\0${metric.name}`;
    for (const name in metric.dimensions) key += `\0${name}\0${metric.dimensions[name]}`;
    let gathered = this.#gathered.get(key);
    if (gathered === undefined) {
      gathered = { metric, at, counts: new Map() };
      this.#gathered.set(key, gathered);
    }
    const count = gathered.counts.get(metric.value);
    if (count === undefined) this.#values++;
    gathered.counts.set(metric.value, (count ?? 0) + 1);
  }

  get isFull(): boolean {
    return this.#gathered.size >= seriesMax || this.#values >= valuesMax;
  }

  /** Everything gathered so far, which is then forgotten here. */
  take(): ReadDatum[] {
    const data = [...this.#gathered.values()].map(({ metric, at, counts }): ReadDatum => {
      const { namespace, name, unit } = metric;
      const dimensions = Object.entries(metric.dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        metric: { namespace, name, dimensions },
        at,
        unit,
        aggregate: ofValues([...counts]),
        isHighResolution: false,
      };
    });
    this.#gathered.clear();
    this.#values = 0;
    return data;
  }
}
