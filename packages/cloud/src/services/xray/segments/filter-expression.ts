import type { TraceSummary } from "@aws-sdk/client-xray";
import { invalidRequest } from "../errors.ts";

export type Keeps = (summary: TraceSummary) => boolean;

const token =
  /\s*(?:(service\([^)]*\)|annotation(?:\.[\w.-]+|\[[^\]]+\])|[A-Za-z_.]+)|("(?:[^"\\]|\\.)*")|(-?\d+(?:\.\d+)?)|(!=|<=|>=|[=<>!()]))/y;

/**
 * Reads a filter such as `service("api") { fault } AND responsetime > 5`: keywords, comparisons, AND, OR, NOT.
 * https://docs.aws.amazon.com/xray/latest/devguide/xray-console-filters.html
 */
export function readFilter(text = ""): Keeps {
  if (text.trim() === "") return () => true;
  return new Parser(text).read();
}

const refused = (text: string) => invalidRequest(`Invalid filter expression: ${text}`);

class Parser {
  readonly #text: string;
  readonly #tokens: string[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    token.lastIndex = 0;
    while (text.slice(token.lastIndex).trim() !== "") {
      const match = token.exec(text);
      if (match === null) throw refused(text);
      this.#tokens.push(match[0].trim());
    }
  }

  read(): Keeps {
    const keeps = this.#or(0);
    if (this.#at < this.#tokens.length) throw refused(this.#text);
    return keeps;
  }

  #or(depth: number): Keeps {
    const parts = [this.#and(depth)];
    while (this.#take("OR")) parts.push(this.#and(depth));
    return (summary) => parts.some((keeps) => keeps(summary));
  }

  #and(depth: number): Keeps {
    const parts = [this.#not(depth)];
    while (this.#take("AND")) parts.push(this.#not(depth));
    return (summary) => parts.every((keeps) => keeps(summary));
  }

  #not(depth: number): Keeps {
    if (depth > 50) throw refused(this.#text);
    if (this.#take("NOT") || this.#take("!")) {
      const inner = this.#not(depth + 1);
      return (summary) => !inner(summary);
    }
    if (!this.#take("(")) return this.#comparison();
    const inner = this.#or(depth + 1);
    if (!this.#take(")")) throw refused(this.#text);
    return inner;
  }

  #comparison(): Keeps {
    const name = this.#tokens[this.#at++] ?? "";
    const valuesOf = keyword(name);
    if (valuesOf === undefined) throw refused(this.#text);
    const operator = this.#operator();
    if (operator === undefined)
      return (summary) => valuesOf(summary).some((value) => value !== undefined && value !== false);
    const right = literal(this.#tokens[this.#at++]);
    if (right === undefined) throw refused(this.#text);
    return (summary) => {
      const values = valuesOf(summary);
      if (operator === "!=") return values.every((value) => value !== right);
      return values.some((value) => value !== undefined && compare(operator, value, right));
    };
  }

  #operator(): string | undefined {
    const next = this.#tokens[this.#at]?.toUpperCase() ?? "";
    if (!["=", "!=", "<", "<=", ">", ">=", "CONTAINS", "BEGINSWITH", "ENDSWITH"].includes(next)) return undefined;
    this.#at++;
    return next;
  }

  #take(word: string): boolean {
    if (this.#tokens[this.#at]?.toUpperCase() !== word) return false;
    this.#at++;
    return true;
  }
}

type Plain = string | number | boolean | undefined;

const keywords: Readonly<Record<string, (summary: TraceSummary) => Plain[]>> = {
  ok: ({ HasError, HasFault, HasThrottle }) => [!HasError && !HasFault && !HasThrottle],
  error: ({ HasError }) => [HasError],
  fault: ({ HasFault }) => [HasFault],
  throttle: ({ HasThrottle }) => [HasThrottle],
  partial: ({ IsPartial }) => [IsPartial],
  responsetime: ({ ResponseTime }) => [ResponseTime],
  duration: ({ Duration }) => [Duration],
  user: ({ Users }) => (Users ?? []).map(({ UserName }) => UserName),
  "http.status": ({ Http }) => [Http?.HttpStatus],
  "http.url": ({ Http }) => [Http?.HttpURL],
  "http.method": ({ Http }) => [Http?.HttpMethod],
  "http.useragent": ({ Http }) => [Http?.UserAgent],
  "http.clientip": ({ Http }) => [Http?.ClientIp],
};

function keyword(name: string): ((summary: TraceSummary) => Plain[]) | undefined {
  const service = /^service\(\s*"?([^")]*)"?\s*\)$/.exec(name)?.[1];
  if (service !== undefined) {
    return ({ ServiceIds }) => (ServiceIds ?? []).map(({ Name }) => service === "" || Name === service);
  }
  const annotation = /^annotation(?:\.(.+)|\[(.+)\])$/.exec(name);
  if (annotation === null) return keywords[name.toLowerCase()];
  const key = annotation[1] ?? annotation[2] ?? "";
  return ({ Annotations }) =>
    (Annotations?.[key] ?? []).map(
      ({ AnnotationValue: value }) => value?.StringValue ?? value?.NumberValue ?? value?.BooleanValue,
    );
}

function literal(text: string | undefined): Plain {
  if (text === undefined) return undefined;
  if (text.startsWith('"')) return text.slice(1, -1).replace(/\\(.)/g, "$1");
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  const number = Number(text);
  return Number.isNaN(number) ? undefined : number;
}

function compare(operator: string, left: NonNullable<Plain>, right: NonNullable<Plain>): boolean {
  if (operator === "=") return left === right;
  if (operator === "CONTAINS") return String(left).includes(String(right));
  if (operator === "BEGINSWITH") return String(left).startsWith(String(right));
  if (operator === "ENDSWITH") return String(left).endsWith(String(right));
  if (typeof left !== "number" || typeof right !== "number") return false;
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  return operator === ">" ? left > right : left >= right;
}
