import { isArray, isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import { toText } from "../templates/text.ts";

/** How the difference between two sets of properties is said to API Gateway: paths by the property whose value stands there. */
export type PatchPaths = Readonly<Record<string, string>>;

/** @see https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html */
export const patchesBetween = (before: JsonObject, after: JsonObject, paths: PatchPaths): JsonObject[] =>
  Object.entries(paths).flatMap(([property, path]) => patchesAt(path, before[property], after[property]));

function patchesAt(path: string, before: Json | undefined, after: Json | undefined): JsonObject[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isArray(before) || isArray(after)) return listPatches(path, texts(before), texts(after));
  if (isObject(before) || isObject(after)) return mapPatches(path, mapOf(before), mapOf(after));
  return [{ op: "replace", path, value: after === undefined ? "" : toText(after) }];
}

function mapPatches(path: string, before: JsonObject, after: JsonObject): JsonObject[] {
  const gone = Object.keys(before).filter((name) => !(name in after));
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(before[name]) !== JSON.stringify(value),
  );
  return [
    ...gone.map((name) => ({ op: "remove", path: `${path}/${escaped(name)}` })),
    ...changed.map(([name, value]) => ({
      op: name in before ? "replace" : "add",
      path: `${path}/${escaped(name)}`,
      value: toText(value),
    })),
  ];
}

const listPatches = (path: string, before: readonly string[], after: readonly string[]): JsonObject[] => [
  ...before.filter((item) => !after.includes(item)).map((item) => ({ op: "remove", path: `${path}/${escaped(item)}` })),
  ...after.filter((item) => !before.includes(item)).map((item) => ({ op: "add", path: `${path}/${escaped(item)}` })),
];

const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");
const texts = (value: Json | undefined): string[] => (isArray(value) ? value.map(toText) : []);
const mapOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
