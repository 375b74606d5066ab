import type { KnownMetric, MetricId } from "../metrics/metric.ts";
import { MathError } from "./values.ts";

/** A search's expression: which metrics it finds. */
export type Finds = (metric: MetricId) => boolean;

/**
 * Reads `{Namespace,Dimension1,Dimension2} MetricName="x" AND term`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/search-expression-syntax.html
 */
export function readSearch(text: string): Finds {
  const [, schema, rest = ""] = /^\s*(?:\{([^}]*)\})?([\s\S]*)$/.exec(text) ?? [];
  const isOfSchema = schema === undefined ? () => true : ofSchema(schema);
  const isMatching = new Terms(rest).read();
  return (metric) => isOfSchema(metric) && isMatching(metric);
}

/** A metric belongs to a schema when its namespace and exactly these dimensions are its own. */
function ofSchema(schema: string): Finds {
  const [namespace = "", ...dimensions] = schema
    .split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .map((part) => part.trim().replace(/^"|"$/g, ""));
  const wanted = JSON.stringify(dimensions.sort());
  return (metric) =>
    metric.namespace === namespace &&
    (dimensions.length === 0 || JSON.stringify(metric.dimensions.map(([name]) => name).sort()) === wanted);
}

class Terms {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#tokens = text.match(/[\w:./-]+\s*=\s*(?:"[^"]*"|\([^)]*\)|[^\s()]+)|"[^"]*"|[()]|[^\s()]+/g) ?? [];
  }

  read(): Finds {
    if (this.#tokens.length === 0) return () => true;
    const found = this.#or();
    if (this.#at < this.#tokens.length) throw new MathError(`Unexpected ${this.#tokens[this.#at]} in SEARCH`);
    return found;
  }

  #or(): Finds {
    let left = this.#and();
    while (this.#take("OR")) left = either(left, this.#and());
    return left;
  }

  #and(): Finds {
    let left = this.#not();
    for (;;) {
      this.#take("AND");
      const next = this.#tokens[this.#at];
      if (next === undefined || next === ")" || next.toUpperCase() === "OR") return left;
      left = both(left, this.#not());
    }
  }

  #not(): Finds {
    if (this.#take("NOT")) {
      const inner = this.#not();
      return (metric) => !inner(metric);
    }
    if (this.#take("(")) {
      const inner = this.#or();
      if (!this.#take(")")) throw new MathError("Missing closing parenthesis in SEARCH");
      return inner;
    }
    return term(this.#tokens[this.#at++] ?? "");
  }

  #take(word: string): boolean {
    if (this.#tokens[this.#at]?.toUpperCase() !== word) return false;
    this.#at++;
    return true;
  }
}

const either =
  (a: Finds, b: Finds): Finds =>
  (metric) =>
    a(metric) || b(metric);
const both =
  (a: Finds, b: Finds): Finds =>
  (metric) =>
    a(metric) && b(metric);

function term(text: string): Finds {
  const [, key, value] = /^([\w:./-]+)\s*=\s*([\s\S]+)$/.exec(text) ?? [];
  if (key === undefined || value === undefined) {
    const isIn = wordMatch(text);
    return (metric) => partsOf(metric).some(isIn);
  }
  const matchers = value.startsWith("(")
    ? value
        .slice(1, -1)
        .split(/\s+OR\s+/i)
        .map((part) => wordMatch(part.trim()))
    : [wordMatch(value)];
  return (metric) => valuesOf(metric, key).some((found) => matchers.some((matches) => matches(found)));
}

const partsOf = (metric: MetricId): string[] => [metric.namespace, metric.name, ...metric.dimensions.flat()];

function valuesOf(metric: MetricId, key: string): string[] {
  if (key === "MetricName") return [metric.name];
  if (key === "Namespace") return [metric.namespace];
  return metric.dimensions.filter(([name]) => name === key).map(([, value]) => value);
}

/** Quoted: the whole value. Else: words that all stand in it, in any case. */
function wordMatch(text: string): (value: string) => boolean {
  if (text.startsWith('"')) return (value) => value === text.slice(1, -1);
  const words = piecesOf(text);
  return (value) => {
    const found = new Set(wordsOf(value));
    return words.every((word) => found.has(word));
  };
}

/** `CPUUtilization` is found by itself, by `CPU` and by `Utilization`. */
const wordsOf = (text: string): string[] => [text.toLowerCase(), ...piecesOf(text)];

const piecesOf = (text: string): string[] =>
  (text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [text]).map((word) => word.toLowerCase());

export const labelOf = (metrics: readonly KnownMetric[], metric: MetricId): string => {
  const differing = metric.dimensions.filter(([name, value]) =>
    metrics.some((other) =>
      other.dimensions.some(([otherName, otherValue]) => otherName === name && otherValue !== value),
    ),
  );
  const values = differing.map(([, value]) => value);
  const isSameName = metrics.every(({ name }) => name === metric.name);
  return [...values, ...(isSameName && values.length > 0 ? [] : [metric.name])].join(" ");
};
