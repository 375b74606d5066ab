import { isDeepStrictEqual } from "node:util";
import { isArray, isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import { toText } from "../templates/text.ts";
import { invalidRequest } from "./errors.ts";

/** Applies a JSON Patch. https://www.rfc-editor.org/rfc/rfc6902 */
export function applyPatch(document: JsonObject, text: string): JsonObject {
  const operations = readPatch(text);
  let patched: Json = document;
  for (const operation of operations) {
    if (!isObject(operation)) throw invalidRequest("Patch document is not valid");
    const { op, path = "", from = "", value } = operation;
    const target = pathOf(toText(path));
    switch (op) {
      case "add":
      case "replace":
        patched = put(patched, target, value ?? null, op === "add");
        break;
      case "remove":
        patched = put(patched, target, undefined, false);
        break;
      case "copy":
      case "move": {
        const source = pathOf(toText(from));
        const moved = valueAt(patched, source) ?? null;
        patched = put(op === "move" ? put(patched, source, undefined, false) : patched, target, moved, true);
        break;
      }
      case "test":
        if (isDeepStrictEqual(valueAt(patched, target), value)) break;
        throw invalidRequest(`Patch test failed at ${toText(path)}`);
      default:
        throw invalidRequest("Patch document is not valid");
    }
  }
  return isObject(patched) ? patched : {};
}

function readPatch(text: string): readonly Json[] {
  try {
    const patch = JSON.parse(text) as Json;
    if (isArray(patch)) return patch;
  } catch {
    // Said below.
  }
  throw invalidRequest("Patch document is not valid");
}

const pathOf = (pointer: string): string[] =>
  pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));

const valueAt = (value: Json | undefined, path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>(
    (inner, part) => (isArray(inner) ? inner[Number(part)] : isObject(inner) ? inner[part] : undefined),
    value,
  );

interface Change {
  /** Undefined takes away what is there. */
  readonly wanted: Json | undefined;
  /** Before what is there in a list, not instead of it. */
  readonly inserts: boolean;
}

function put(value: Json, path: readonly string[], wanted: Json | undefined, inserts: boolean): Json {
  return changed(value, path, { wanted, inserts }) ?? null;
}

function changed(value: Json, [part, ...rest]: readonly string[], change: Change): Json | undefined {
  if (part === undefined) return change.wanted;
  if (isArray(value)) return changedList(value, part, rest, change);
  const { [part]: before = {}, ...others } = isObject(value) ? value : {};
  const inner = changed(before, rest, change);
  return inner === undefined ? others : { ...others, [part]: inner };
}

function changedList(list: readonly Json[], part: string, rest: readonly string[], change: Change): Json {
  const index = part === "-" ? list.length : Number(part);
  const inner = changed(list[index] ?? {}, rest, change);
  const replaced = change.inserts && rest.length === 0 ? 0 : 1;
  return [...list.slice(0, index), ...(inner === undefined ? [] : [inner]), ...list.slice(index + replaced)];
}
