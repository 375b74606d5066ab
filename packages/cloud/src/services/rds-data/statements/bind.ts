import type { SqlParameter } from "@aws-sdk/client-rds-data";
import { badRequest } from "../errors.ts";
import type { Bound } from "./named-parameters.ts";

/** https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_SqlParameter.html */
const hintTypes: Readonly<Record<string, string>> = {
  DATE: "date",
  DECIMAL: "numeric",
  JSON: "jsonb",
  TIME: "time",
  TIMESTAMP: "timestamp",
  UUID: "uuid",
};

const hintPatterns: Readonly<Record<string, RegExp>> = {
  DATE: /^\d{4}-\d{2}-\d{2}$/,
  DECIMAL: /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/,
  TIME: /^\d{2}:\d{2}:\d{2}(\.\d+)?$/,
  TIMESTAMP: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?$/,
  UUID: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
};

/** Values are given with their types, as a driver for JDBC gives them: the server does not guess. */
export function bind(parameters: readonly SqlParameter[]): Map<string, Bound> {
  return new Map(parameters.map((parameter) => [parameter.name ?? "", boundOf(parameter)]));
}

function boundOf({ name, value, typeHint }: SqlParameter): Bound {
  if (value === undefined) throw badRequest(`The parameter ${name} has no value`);
  if (value.isNull) return { text: null, type: typeHint === undefined ? undefined : hintTypes[typeHint] };
  if (value.booleanValue !== undefined) return { text: String(value.booleanValue), type: "boolean" };
  if (value.longValue !== undefined) return { text: String(value.longValue), type: "bigint" };
  if (value.doubleValue !== undefined) return { text: String(value.doubleValue), type: "float8" };
  if (value.blobValue !== undefined) {
    return { text: `\\x${Buffer.from(value.blobValue).toString("hex")}`, type: "bytea" };
  }
  if (value.arrayValue !== undefined) throw badRequest("Array parameters are not supported.");
  const text = value.stringValue ?? "";
  if (typeHint !== undefined && hintPatterns[typeHint]?.test(text) === false) {
    throw badRequest(`The value ${text} of the parameter ${name} is no ${typeHint}`);
  }
  return { text, type: typeHint === undefined ? "text" : hintTypes[typeHint] };
}
