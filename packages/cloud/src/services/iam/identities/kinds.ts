import type { Access, Scope } from "../../../kernel/operation.ts";
import { protectedRole } from "../errors.ts";
import type { Identity } from "../model.ts";
import { isServiceLinked } from "../service-linked-roles.ts";
import { arnOf, onEntity } from "../shapes.ts";
import type { IamStore } from "../store.ts";

/** What roles, users and groups have in common, so that what is done to one can be done to all. */
export interface IdentityKind {
  /** As operations name it: AttachRolePolicy, AttachUserPolicy, AttachGroupPolicy. */
  readonly word: "Role" | "User" | "Group";
  /** As ARNs and errors name it. */
  readonly lower: "role" | "user" | "group";
  readonly find: (store: IamStore, name: string) => Identity | undefined;
  /** Throws NoSuchEntity. */
  readonly get: (store: IamStore, name: string) => Identity;
  readonly put: (store: IamStore, identity: Identity) => void;
}

/** Each kind's nouns hold more than an identity: what is put is what was got, with other policies. */
const kind = <Word extends IdentityKind["word"]>(word: Word, nounsOf: (store: IamStore) => unknown): IdentityKind => {
  const nouns = nounsOf as (store: IamStore) => IamStore["groups"];
  return {
    word,
    lower: word.toLowerCase() as IdentityKind["lower"],
    find: (store, name) => nouns(store).find(name),
    get: (store, name) => nouns(store).get(name),
    put: (store, identity) => nouns(store).put(identity),
  };
};

export const roleKind = kind("Role", ({ roles }) => roles);
export const userKind = kind("User", ({ users }) => users);
export const groupKind = kind("Group", ({ groups }) => groups);

/** RoleName, UserName or GroupName, whichever an operation on this kind has. */
export type Named = Readonly<Partial<Record<"RoleName" | "UserName" | "GroupName", string>>>;

export const nameIn = ({ word }: IdentityKind, input: Named): string => input[`${word}Name`] ?? "";

export const identityAccess = (
  identityKind: IdentityKind,
  action: string,
  input: Named,
  scope: Scope,
  store: IamStore,
): Access => {
  const name = nameIn(identityKind, input);
  return onEntity(action, identityKind.find(store, name), arnOf(identityKind.lower, scope, name));
};

/** Throws UnmodifiableEntity for roles that only AWS changes. */
export function refuseProtected(identity: Identity): void {
  if (isServiceLinked(identity)) throw protectedRole(identity.name);
}
