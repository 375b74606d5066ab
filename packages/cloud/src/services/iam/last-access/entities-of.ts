import type { EntityInfo } from "@aws-sdk/client-iam";
import { noSuch, noSuchPolicy } from "../errors.ts";
import { defaultDocument, type Role, type User } from "../model.ts";
import { policiesOfSource } from "../simulation/policies-of-source.ts";
import type { IamStore } from "../store.ts";

/** Who acts, and by what: a user or role itself, the members of a group, or whoever a policy is attached to. */
export interface Subject {
  readonly entities: readonly EntityInfo[];
  /** JSON texts. */
  readonly documents: readonly string[];
}

/** Throws NoSuchEntity. */
export function subjectOf(store: IamStore, arn: string): Subject {
  const kind = /^arn:[^:]+:iam::(?:\d{12}|aws):(role|user|group|policy)\//.exec(arn)?.[1];
  if (kind === undefined) throw noSuch.user(arn);
  if (kind === "policy") return subjectOfPolicy(store, arn);
  const documents = policiesOfSource(store, arn).sources.map(({ document }) => document);
  const name = arn.split("/").at(-1) ?? "";
  if (kind === "role") return { entities: [infoOf("ROLE", store.roles.get(name))], documents };
  if (kind === "user") return { entities: [infoOf("USER", store.users.get(name))], documents };
  return { entities: [...store.membersOf(store.groups.get(name))].map((user) => infoOf("USER", user)), documents };
}

function subjectOfPolicy(store: IamStore, arn: string): Subject {
  const policy = store.findPolicy(arn);
  if (policy === undefined) throw noSuchPolicy(arn);
  const groups = [...store.groups.list()].filter(({ attachedPolicyArns }) => attachedPolicyArns.includes(arn));
  const members = new Set(groups.flatMap((group) => [...store.membersOf(group)].map(({ arn: member }) => member)));
  const users = [...store.users.list()].filter(
    (user) => user.attachedPolicyArns.includes(arn) || members.has(user.arn),
  );
  const roles = [...store.roles.list()].filter(({ attachedPolicyArns }) => attachedPolicyArns.includes(arn));
  return {
    entities: [...users.map((user) => infoOf("USER", user)), ...roles.map((role) => infoOf("ROLE", role))],
    documents: [defaultDocument(policy)],
  };
}

const infoOf = (Type: "ROLE" | "USER", { arn, name, id, path }: Role | User): EntityInfo => ({
  Arn: arn,
  Name: name,
  Type,
  Id: id,
  Path: path,
});
