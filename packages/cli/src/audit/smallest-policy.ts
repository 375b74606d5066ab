import type { Decision, PolicyDocument, Statement } from "./account.ts";

/** Resources of one kind that stand for each other when there are more. */
const fewResources = 3;

/** The smallest policy that would have allowed everything that was seen, in the order of its actions. */
export function smallestPolicy(decisions: readonly Decision[]): PolicyDocument & { readonly Version: string } {
  const byAction = new Map<string, Set<string>>();
  for (const { action, resource } of decisions) {
    byAction.set(action, (byAction.get(action) ?? new Set()).add(resource));
  }
  const byResources = new Map<string, string[]>();
  for (const [action, resources] of [...byAction].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const patterns = JSON.stringify(patternsOf([...resources]));
    byResources.set(patterns, [...(byResources.get(patterns) ?? []), action]);
  }
  const statements = [...byResources].map(([patterns, actions]): Statement => {
    const resources = JSON.parse(patterns) as string[];
    return {
      Effect: "Allow",
      Action: actions.length === 1 ? (actions[0] ?? "") : actions,
      Resource: resources.length === 1 ? (resources[0] ?? "") : resources,
    };
  });
  return { Version: "2012-10-17", Statement: statements };
}

/** Many names under one place become a pattern: objects of a bucket, streams of a log group. */
export function patternsOf(resources: readonly string[]): string[] {
  const byPlace = new Map<string, string[]>();
  for (const resource of new Set(resources.map(withoutFleeting))) {
    const place = placeOf(resource);
    byPlace.set(place, [...(byPlace.get(place) ?? []), resource]);
  }
  return [...byPlace]
    .flatMap(([, members]) => (members.length <= fewResources ? members : [`${commonStart(members)}*`]))
    .sort();
}

/** The streams of a log group come and go with whoever writes them. */
const withoutFleeting = (resource: string): string => resource.replace(/:log-stream:.+$/, ":log-stream:*");

/** Up to the first separator after the ARN's fifth colon. */
const placeOf = (resource: string): string =>
  /^(?:[^:]*:){5}[^/:]+(?:[/:][^/:]+(?=:))?/.exec(resource)?.[0] ?? resource;

/** Ends at a separator, so that a name is never cut in two. */
function commonStart(texts: readonly string[]): string {
  const [first = "", ...others] = texts;
  let end = first.length;
  for (const text of others) while (!text.startsWith(first.slice(0, end))) end--;
  const start = first.slice(0, end);
  return start.slice(0, Math.max(start.lastIndexOf("/"), start.lastIndexOf(":")) + 1);
}
