import { isArray, isObject, type Json } from "../json.ts";
import type { Path, Segment } from "./path.ts";

/** A value does not have room where a ResultPath points, e.g. a field of a number. */
export class NoSuchPlace extends Error {}

/** A copy of `root` with `value` at `path`; objects on the way are made where there are none. Throws NoSuchPlace. */
export function place(root: Json, path: Path, value: Json): Json {
  return placeAt(root, path.segments, value);
}

function placeAt(root: Json, segments: readonly Segment[], value: Json): Json {
  const [segment, ...rest] = segments;
  if (segment === undefined) return value;
  return segment.kind === "names"
    ? placeMember(root, { name: segment.names[0] ?? "", rest, value })
    : placeItem(root, { index: segment.kind === "indexes" ? (segment.indexes[0] ?? 0) : 0, rest, value });
}

interface Placing {
  readonly rest: readonly Segment[];
  readonly value: Json;
}

function placeMember(root: Json, { name, rest, value }: Placing & { readonly name: string }): Json {
  if (!isObject(root)) throw new NoSuchPlace(name);
  return { ...root, [name]: placeAt(root[name] ?? {}, rest, value) };
}

function placeItem(root: Json, { index, rest, value }: Placing & { readonly index: number }): Json {
  const inner = isArray(root) ? root[index] : undefined;
  if (!isArray(root) || inner === undefined) throw new NoSuchPlace(String(index));
  return root.map((item, at) => (at === index ? placeAt(inner, rest, value) : item));
}
