import { serializationError } from "../errors/wire-errors.ts";
import type { SimpleName } from "./model-file.ts";

export type TimestampFormat = "date-time" | "http-date" | "epoch-seconds";

/** The format of a timestamp whose model names none is the protocol's. */
export const timestampFormat = (kind: SimpleName, otherwise: TimestampFormat): TimestampFormat =>
  kind === "date-time" || kind === "http-date" || kind === "epoch-seconds" ? kind : otherwise;

const numeric = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** Clients send what they like whatever the model says; what can be understood is taken, as AWS takes it. */
export function readTimestamp(value: string | number, format: TimestampFormat): Date {
  const isSeconds = typeof value === "number" || (format !== "http-date" && numeric.test(value));
  const date = isSeconds ? new Date(Math.round(Number(value) * 1000)) : new Date(value);
  if (Number.isNaN(date.getTime())) throw serializationError(`Cannot read the timestamp '${value}'`);
  return date;
}

export function writeTimestamp(date: Date, format: TimestampFormat): string | number {
  if (format === "epoch-seconds") return date.getTime() / 1000;
  return format === "http-date" ? date.toUTCString() : date.toISOString();
}
