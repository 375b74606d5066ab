import { isIP, isIPv4, isIPv6 } from "node:net";
import { inSubnet } from "./subnet.ts";
import { numberOf, QueryError, textOf, type Value } from "./values.ts";

export type QueryFunction = (values: readonly Value[]) => Value;

const onNumber =
  (compute: (value: number) => number): QueryFunction =>
  ([value]) => {
    const number = numberOf(value);
    const result = number === undefined ? Number.NaN : compute(number);
    return Number.isFinite(result) ? result : undefined;
  };

const onNumbers =
  (compute: (values: readonly number[]) => number): QueryFunction =>
  (values) => {
    const numbers = values.map(numberOf).filter((value) => value !== undefined);
    return numbers.length === 0 ? undefined : compute(numbers);
  };

const onText =
  (compute: (text: string, rest: readonly Value[]) => Value): QueryFunction =>
  ([value, ...rest]) =>
    value === undefined ? undefined : compute(textOf(value), rest);

const trimmed = (pattern: (characters: string) => RegExp): QueryFunction =>
  onText((text, [characters]) =>
    text.replace(pattern(characters === undefined ? "\\s" : classOf(textOf(characters))), ""),
  );

const classOf = (characters: string): string => characters.replace(/[\]\\^-]/g, "\\$&");

function rounded(round: (value: number) => number): QueryFunction {
  return ([time, step]) => {
    const [at, size] = [timeOf(time), numberOf(step)];
    return at === undefined || size === undefined || size <= 0 ? undefined : written(round(at / size) * size);
  };
}

/** Milliseconds, of a number or a text as Insights writes times. */
export function timeOf(value: Value): number | undefined {
  const number = numberOf(value);
  if (number !== undefined) return number;
  if (typeof value !== "string") return undefined;
  const time = Date.parse(/Z$|[+-]\d\d:?\d\d$/.test(value) ? value : `${value.replace(" ", "T")}Z`);
  return Number.isNaN(time) ? undefined : time;
}

/** `2026-01-01 00:00:00.000` */
export const written = (at: number): string => new Date(at).toISOString().replace("T", " ").slice(0, 23);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html */
export const functions: Readonly<Record<string, QueryFunction>> = {
  abs: onNumber(Math.abs),
  ceil: onNumber(Math.ceil),
  floor: onNumber(Math.floor),
  log: onNumber(Math.log),
  sqrt: onNumber(Math.sqrt),
  greatest: onNumbers((values) => Math.max(...values)),
  least: onNumbers((values) => Math.min(...values)),
  round: ([value, digits]) => {
    const [number, places] = [numberOf(value), numberOf(digits) ?? 0];
    return number === undefined ? undefined : Math.round(number * 10 ** places) / 10 ** places;
  },

  bin: () => {
    throw new QueryError("bin may only be used in stats");
  },
  datefloor: rounded(Math.floor),
  dateceil: rounded(Math.ceil),
  frommillis: ([value]) => {
    const at = numberOf(value);
    return at === undefined ? undefined : written(at);
  },
  tomillis: ([value]) => timeOf(value),

  ispresent: ([value]) => value !== undefined,
  isempty: ([value]) => value === undefined || value === "",
  isblank: ([value]) => value === undefined || textOf(value).trim() === "",
  coalesce: (values) => values.find((value) => value !== undefined),
  concat: (values) => values.map(textOf).join(""),
  strlen: onText((text) => [...text].length),
  toupper: onText((text) => text.toUpperCase()),
  tolower: onText((text) => text.toLowerCase()),
  trim: trimmed((set) => new RegExp(`^[${set}]+|[${set}]+$`, "g")),
  ltrim: trimmed((set) => new RegExp(`^[${set}]+`)),
  rtrim: trimmed((set) => new RegExp(`[${set}]+$`)),
  substr: onText((text, [from, length]) => {
    const start = numberOf(from) ?? 0;
    const size = numberOf(length);
    return size === undefined ? text.slice(start) : text.slice(start, start + size);
  }),
  replace: onText((text, [search, by]) => text.replaceAll(textOf(search), textOf(by))),
  strcontains: onText((text, [search]) => (text.includes(textOf(search)) ? 1 : 0)),
  strcontains_ci: onText((text, [search]) => (text.toLowerCase().includes(textOf(search).toLowerCase()) ? 1 : 0)),

  isvalidip: onText((text) => isIP(text) !== 0),
  isvalidipv4: onText((text) => isIPv4(text)),
  isvalidipv6: onText((text) => isIPv6(text)),
  isipinsubnet: onText((text, [subnet]) => isIP(text) !== 0 && inSubnet(text, textOf(subnet))),
  isipv4insubnet: onText((text, [subnet]) => isIPv4(text) && inSubnet(text, textOf(subnet))),
  isipv6insubnet: onText((text, [subnet]) => isIPv6(text) && inSubnet(text, textOf(subnet))),
};
