import { invalidParameter, notFound } from "./errors.ts";
import type { LambdaStore } from "./store.ts";

export type Tags = Readonly<Record<string, string>>;

/** What has tags: how to read and change them. */
export interface Tagged {
  readonly tags: Tags;
  put(tags: Tags): void;
}

const tagsMax = 50;

/** Throws InvalidParameterValueException for more tags than a resource takes, or for tags of AWS's own. */
export function checkTags(before: Tags, added: Tags): void {
  if (Object.keys({ ...before, ...added }).length > tagsMax) {
    throw invalidParameter("Number of tags exceeds resource tag limit.");
  }
  if (Object.keys(added).some((key) => /^aws:/i.test(key))) {
    throw invalidParameter("System tags cannot be added/updated by requester");
  }
}

/** The function, event source mapping or code signing configuration that an ARN names. */
export function findTagged(store: LambdaStore, arn: string): Tagged {
  const [, , , , , kind = "", name = "", qualifier] = arn.split(":");
  if (kind === "function" && qualifier !== undefined) {
    throw invalidParameter("Tags on function aliases and versions are not supported. Please specify a function ARN.");
  }
  const found = finders[kind]?.(store, name);
  if (found === undefined) throw notFound(`${names[kind] ?? "Resource"} not found: ${arn}`);
  return found;
}

const names: Readonly<Record<string, string>> = {
  function: "Function",
  "event-source-mapping": "Event source mapping",
  "code-signing-config": "Code signing config",
  "capacity-provider": "Capacity provider",
};

const finders: Readonly<Record<string, (store: LambdaStore, name: string) => Tagged | undefined>> = {
  function(store, name) {
    const fn = store.find(name);
    return fn && { tags: fn.tags, put: (tags) => store.putQuietly({ ...fn, tags }) };
  },
  "event-source-mapping"(store, id) {
    const mapping = store.mappings.find(id);
    return mapping && { tags: mapping.tags, put: (tags) => store.mappings.put({ ...mapping, tags }) };
  },
  "code-signing-config"(store, id) {
    const config = store.codeSigning(id);
    return config && { tags: config.tags, put: (tags) => store.putCodeSigning({ ...config, tags }) };
  },
};
