import { isArray, isObject, type Json, type JsonObject } from "../../../../sdk-calls/json.ts";
import { objectOf } from "./expansion.ts";

/** The section of `Globals` for a type is its last part. */
export function withGlobals(resource: JsonObject, globals: JsonObject): JsonObject {
  const section = String(resource["Type"]).split("::").at(-1) ?? "";
  const properties = merged(objectOf(globals[section]), objectOf(resource["Properties"]));
  return { ...resource, Properties: properties };
}

/** A resource's own values win; maps are joined, lists are put behind each other. */
function merged(global: Json, own: Json): Json {
  if (isObject(global) && isObject(own)) {
    const names = new Set([...Object.keys(global), ...Object.keys(own)]);
    return Object.fromEntries(
      [...names].flatMap((name): [string, Json][] => {
        const [inherited, written] = [global[name], own[name]];
        if (inherited === undefined) return written === undefined ? [] : [[name, written]];
        return [[name, written === undefined ? inherited : merged(inherited, written)]];
      }),
    );
  }
  return isArray(global) && isArray(own) ? [...global, ...own] : own;
}
