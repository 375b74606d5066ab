import type { Operation, Scope } from "../../../kernel/operation.ts";
import type { Tags } from "../model.ts";
import { arnOf, onEntity, paged, type Resource } from "../shapes.ts";
import type { IamStore } from "../store.ts";
import { readTags, tagContext, withoutTags, writeTags } from "./tags.ts";

interface Tagged {
  readonly arn: string;
  readonly tags: Tags;
}

/** What can be tagged, and how operations name it. */
export interface Taggable {
  /** As in TagRole, ListRoleTags. */
  readonly word: string;
  /** The member of the input that names it. */
  readonly key: string;
  readonly find: (store: IamStore, key: string) => Tagged | undefined;
  readonly get: (store: IamStore, key: string) => Tagged;
  readonly put: (store: IamStore, thing: Tagged) => void;
  /** The ARN of what is not there. */
  readonly arn: (scope: Scope, key: string) => string;
}

interface Tag {
  readonly Key: string | undefined;
  readonly Value: string | undefined;
}
type Input = Readonly<Record<string, unknown>>;
type TagInput = Input & { readonly Tags: readonly Tag[] | undefined };
type UntagInput = Input & { readonly TagKeys: readonly string[] | undefined };
type ListInput = Input & { readonly Marker?: string; readonly MaxItems?: number };
type TagList = { readonly Tags: Tag[]; readonly IsTruncated: boolean; readonly Marker: string | undefined };

const keyIn = (kind: Taggable, input: Input): string => String(input[kind.key] ?? "");

const accessTo = (kind: Taggable, action: string, input: Input, scope: Scope, store: IamStore) => {
  const key = keyIn(kind, input);
  return onEntity(action, kind.find(store, key), kind.arn(scope, key));
};

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
export const tag = (kind: Taggable): Operation<IamStore, { input: TagInput; output: undefined }> => ({
  access: (input, scope, store) => {
    const access = accessTo(kind, `Tag${kind.word}`, input, scope, store);
    return { ...access, context: { ...access.context, ...tagContext(input.Tags) } };
  },

  run({ store }, input) {
    const thing = kind.get(store, keyIn(kind, input));
    const tags = readTags(input.Tags, thing.tags);

    kind.put(store, { ...thing, tags });
  },
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
export const untag = (kind: Taggable): Operation<IamStore, { input: UntagInput; output: undefined }> => ({
  access: (input, scope, store) => {
    const access = accessTo(kind, `Untag${kind.word}`, input, scope, store);
    return { ...access, context: { ...access.context, "aws:TagKeys": input.TagKeys ?? [] } };
  },

  run({ store }, input) {
    const thing = kind.get(store, keyIn(kind, input));

    kind.put(store, { ...thing, tags: withoutTags(thing.tags, input.TagKeys) });
  },
});

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html */
export const listTags = (kind: Taggable): Operation<IamStore, { input: ListInput; output: TagList }> => ({
  access: (input, scope, store) => accessTo(kind, `List${kind.word}Tags`, input, scope, store),

  run({ store }, input) {
    const tags = writeTags(kind.get(store, keyIn(kind, input)).tags).sort((a, b) => (a.Key < b.Key ? -1 : 1));
    const { items, ...page } = paged(tags, input, ({ Key }) => Key);

    return { Tags: items, ...page };
  },
});

/** Each kind's nouns hold more than tags: what is put is what was got, with other tags. */
interface TaggedNouns {
  find(key: string): Tagged | undefined;
  get(key: string): Tagged;
  put(thing: Tagged): void;
}

const taggable = (word: string, key: string, nounsOf: (store: IamStore) => unknown, arn: Taggable["arn"]): Taggable => {
  const nouns = nounsOf as (store: IamStore) => TaggedNouns;
  return {
    word,
    key,
    arn,
    find: (store, name) => nouns(store).find(name),
    get: (store, name) => nouns(store).get(name),
    put: (store, thing) => nouns(store).put(thing),
  };
};

const byName =
  (kind: Resource) =>
  (scope: Scope, name: string): string =>
    arnOf(kind, scope, name);
const asIs = (_: Scope, arn: string): string => arn;

export const taggableRole = taggable("Role", "RoleName", ({ roles }) => roles, byName("role"));
export const taggableUser = taggable("User", "UserName", ({ users }) => users, byName("user"));
export const taggableProfile = taggable(
  "InstanceProfile",
  "InstanceProfileName",
  ({ instanceProfiles }) => instanceProfiles,
  byName("instance-profile"),
);
export const taggableCertificate = taggable(
  "ServerCertificate",
  "ServerCertificateName",
  ({ serverCertificates }) => serverCertificates,
  byName("server-certificate"),
);
export const taggableOpenIdProvider = taggable(
  "OpenIDConnectProvider",
  "OpenIDConnectProviderArn",
  ({ openIdProviders }) => openIdProviders,
  asIs,
);
export const taggableSamlProvider = taggable(
  "SAMLProvider",
  "SAMLProviderArn",
  ({ samlProviders }) => samlProviders,
  asIs,
);
export const taggableMfaDevice = taggable("MFADevice", "SerialNumber", ({ mfaDevices }) => mfaDevices, asIs);
export const taggablePolicy: Taggable = {
  word: "Policy",
  key: "PolicyArn",
  arn: asIs,
  find: (store, arn) => store.findPolicy(arn),
  get: (store, arn) => store.policy(arn),
  put: (store, policy) => store.putPolicy({ ...store.policy(policy.arn), tags: policy.tags }),
};
