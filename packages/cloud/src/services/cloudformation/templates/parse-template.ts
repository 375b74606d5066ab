import { parseDocument } from "yaml";
import { isArray, isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import { formatError, validation } from "../errors.ts";
import { templateTags } from "./yaml-tags.ts";

/** A template's text, JSON or YAML, as data. Throws ValidationError with the place of what is wrong. */
export function parseTemplate(text: string): JsonObject {
  const isJson = text.trimStart().startsWith("{");
  const body = isJson ? parseJson(text) : parseYaml(text);
  if (!isObject(body)) throw formatError("unsupported structure.");
  // AWS says it in two ways.
  refuseNull(body, "", isJson ? validation : formatError);
  return body;
}

export function parseYaml(text: string): Json {
  const document = parseDocument(text, { customTags: () => templateTags as never, schema: "failsafe", version: "1.1" });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line = 1, col = 1 } = error.linePos?.[0] ?? {};
    throw formatError(`YAML not well-formed. (line ${line}, column ${col})`);
  }
  return document.toJS() as Json;
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    const position = Number(/position (\d+)/.exec(String(error))?.[1] ?? text.length);
    const before = text.slice(0, position).split("\n");
    throw formatError(`JSON not well-formed. (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`);
  }
}

function refuseNull(value: Json, path: string, refusal: (message: string) => Error): void {
  if (value === null) throw refusal(`[${path}] 'null' values are not allowed in templates`);
  if (isArray(value)) value.forEach((item, index) => void refuseNull(item, `${path}/${index}`, refusal));
  else if (isObject(value)) {
    for (const [name, item] of Object.entries(value)) refuseNull(item, `${path}/${name}`, refusal);
  }
}
