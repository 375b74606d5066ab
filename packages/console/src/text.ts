import { now } from "./browser.ts";

const units = ["B", "kB", "MB", "GB", "TB"];

export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value >= 10 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms < 3_600_000) return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
  if (ms < 172_800_000) return `${Math.floor(ms / 3_600_000)} h ${Math.round((ms % 3_600_000) / 60_000)} min`;
  return `${Math.round(ms / 86_400_000)} days`;
}

type Time = string | number | undefined;

/** The time of day, with the date where it is not today's. */
export function timeText(time: Time): string {
  if (time === undefined) return "";
  const date = new Date(time);
  const clock = date.toLocaleTimeString("en-GB");
  const isToday = date.toDateString() === new Date(now()).toDateString();
  return isToday ? clock : `${date.toLocaleDateString("sv-SE")} ${clock}`;
}

/** Two digits: estimates know no more. */
export const dollarsText = (usd: number): string =>
  usd.toLocaleString("en", { style: "currency", currency: "USD", maximumSignificantDigits: 2 });

export const numberText = (value: number): string => value.toLocaleString("en");

export const countText = (count: number, one: string, many = `${one}s`): string =>
  `${numberText(count)} ${count === 1 ? one : many}`;

/** The last part of an ARN or URL: what people call the thing. */
export const lastPart = (name: string): string => name.split(/[:/]/).at(-1) ?? name;

/** JSON with line breaks; a text that is none, as it is. */
export function prettyJson(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value, undefined, 2) ?? "";
  try {
    return JSON.stringify(JSON.parse(value), undefined, 2);
  } catch {
    return value;
  }
}

export function decodeText(base64: string): string {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

export const encodeText = (text: string): string =>
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
