import { uriDecode } from "../signature/uri-encode.ts";

/** A query as it is read: names and values decoded, every value of a repeated name. */
export type QueryParameters = ReadonlyMap<string, readonly string[]>;

const none: QueryParameters = new Map();

export function parseQuery(query: string): QueryParameters {
  if (query === "") return none;
  const parameters = new Map<string, string[]>();
  for (const parameter of query.split("&")) {
    if (parameter === "") continue;
    const equals = parameter.indexOf("=");
    const name = decoded(equals < 0 ? parameter : parameter.slice(0, equals));
    const value = equals < 0 ? "" : decoded(parameter.slice(equals + 1));
    const values = parameters.get(name);
    if (values === undefined) parameters.set(name, [value]);
    else values.push(value);
  }
  return parameters;
}

const decoded = (text: string): string => uriDecode(text.replaceAll("+", " "));
