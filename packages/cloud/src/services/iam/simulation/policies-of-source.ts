import { noSuch } from "../errors.ts";
import { defaultDocument, type Identity } from "../model.ts";
import type { IamStore } from "../store.ts";
import { managedPolicy, type Source } from "./simulate.ts";

export interface SourcePolicies {
  readonly sources: readonly Source[];
  /** JSON text. */
  readonly boundary: string | undefined;
}

/** Everything that speaks for a user, group or role; of a user also what its groups have. Throws NoSuchEntity. */
export function policiesOfSource(store: IamStore, arn: string): SourcePolicies {
  const [, kind, name = ""] = /^arn:[^:]+:iam::\d{12}:(role|user|group)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (kind === "group") return { sources: sourcesOf(store, store.groups.get(name), "group"), boundary: undefined };
  if (kind === "role")
    return withBoundary(store, store.roles.get(name), sourcesOf(store, store.roles.get(name), "role"));
  if (kind !== "user") throw noSuch.user(arn);
  const user = store.users.get(name);
  const groups = user.groupNames.flatMap((group) => store.groups.find(group) ?? []);
  return withBoundary(store, user, [
    ...sourcesOf(store, user, "user"),
    ...groups.flatMap((group) => sourcesOf(store, group, "group")),
  ]);
}

function withBoundary(store: IamStore, { boundaryArn }: Identity, sources: readonly Source[]): SourcePolicies {
  const policy = boundaryArn === undefined ? undefined : store.findPolicy(boundaryArn);
  return { sources, boundary: policy === undefined ? undefined : defaultDocument(policy) };
}

function sourcesOf(store: IamStore, identity: Identity, type: "group" | "role" | "user"): Source[] {
  const inline = Object.entries(identity.inlinePolicies).map(([name, document]) => ({
    type,
    document,
    id: `${type}_${identity.name}_${name}`,
  }));
  const attached = identity.attachedPolicyArns
    .flatMap((arn) => store.findPolicy(arn) ?? [])
    .map((policy) => ({ id: policy.name, type: managedPolicy, document: defaultDocument(policy) }));
  return [...inline, ...attached];
}
