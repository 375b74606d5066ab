import { isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import type { Work } from "../engine/work.ts";
import { readObject } from "../requests/fetch-template.ts";
import { parseYaml } from "../templates/parse-template.ts";
import { toText } from "../templates/text.ts";
import { type PatchPaths, patchesBetween } from "./apigateway-patches.ts";
import type { Declaration, Facts } from "./declared.ts";
import type { TagRule } from "./tags.ts";

/** What has an id of its own, which one of its attributes tells too. */
export const knownAs = (attribute: string): Required<Pick<Declaration, "id" | "attributes">> => ({
  id: idOf,
  attributes: (facts) => ({ [attribute]: idOf(facts) }),
});

export const idOf = (facts: Facts): string => toText(facts["PhysicalId"] ?? facts["Id"] ?? "");

/** What an operation calls a thing that is there already. */
export const namedBy =
  (member: string) =>
  (facts: Facts): JsonObject =>
    facts["PhysicalId"] === undefined && facts["Id"] === undefined ? {} : { [member]: idOf(facts) };

/** By the path of what they are on, which their ARN ends with. */
export const tagsAt = (path: (facts: Facts) => string): TagRule => ({
  style: "map",
  add: "TagResource",
  remove: "UntagResource",
  target: (facts, { call }) => ({ resourceArn: `arn:aws:apigateway:${call.region}::${path(facts)}` }),
  keys: "tagKeys",
});

interface Patch {
  readonly operation: string;
  readonly target: (facts: Facts) => JsonObject;
  readonly paths: PatchPaths;
}

/** Changes in place are sent as the differences that they are. */
export const patchedBy =
  ({ operation, target, paths }: Patch) =>
  async (work: Work, facts: Facts, before: JsonObject | undefined): Promise<void> => {
    const patchOperations = before === undefined ? [] : patchesBetween(before, facts, paths);
    if (patchOperations.length === 0) return;
    await work.aws("apigateway", operation, { restApiId: facts["RestApiId"] ?? "", ...target(facts), patchOperations });
  };

/** The document that describes an API, wherever it stands. */
export async function documentOf(
  work: Work,
  { Body: body, BodyS3Location: place }: Facts,
): Promise<string | undefined> {
  if (body !== undefined) return toText(body);
  if (!isObject(place)) return undefined;
  const { aws, endpoint } = work.call;
  const { Bucket = "", Key = "", Version: version } = place;
  const at = {
    bucket: toText(Bucket),
    key: toText(Key),
    ...(version === undefined ? {} : { version: toText(version) }),
  };
  const text = await readObject({ aws, endpoint, principal: await work.principal() }, at);
  return text.trimStart().startsWith("{") ? text : JSON.stringify(parseYaml(text));
}

/** What the document calls the API. */
export function titleOf({ Body: body }: Facts): Json | undefined {
  const info = isObject(body) ? body["info"] : undefined;
  return isObject(info) ? info["title"] : undefined;
}
