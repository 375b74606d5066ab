import { isArray, isObject, type Json } from "../json.ts";
import { plain } from "./http-parts.ts";

export type ArrayFormat = "INDICES" | "REPEAT" | "COMMAS" | "BRACKETS";

/** https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html#url-encode-request-body */
const namesOfItems: Readonly<Record<Exclude<ArrayFormat, "COMMAS">, (name: string, at: number) => string>> = {
  INDICES: (name, at) => `${name}[${at}]`,
  REPEAT: (name) => name,
  BRACKETS: (name) => `${name}[]`,
};

/** A body as a form sends it: members of members stand in brackets. */
export function formBody(body: Json, format: ArrayFormat): string {
  const fields = isObject(body) ? Object.entries(body).flatMap(([name, value]) => fieldsOf(name, value, format)) : [];
  return fields.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join("&");
}

function fieldsOf(name: string, value: Json, format: ArrayFormat): [string, string][] {
  if (isObject(value)) {
    return Object.entries(value).flatMap(([member, inner]) => fieldsOf(`${name}[${member}]`, inner, format));
  }
  if (!isArray(value)) return [[name, plain(value)]];
  if (format === "COMMAS") return [[name, value.map(plain).join(",")]];
  return value.flatMap((item, at) => fieldsOf(namesOfItems[format](name, at), item, format));
}
