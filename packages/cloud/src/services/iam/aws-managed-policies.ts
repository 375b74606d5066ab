import { managedDocuments } from "./managed-documents.ts";
import type { ManagedPolicy } from "./model.ts";
import { serviceLinkedPolicies } from "./service-linked-roles.ts";

const prefix = "arn:aws:iam::aws:policy/";
const firstPublished = Date.UTC(2015, 1, 6, 18, 39, 46);
/** Of the roles that only AWS uses: nothing in this cloud acts by them. */
const nothing = { Version: "2012-10-17", Statement: [] };

const documentOf = (name: string): object | undefined =>
  managedDocuments[name] ?? (serviceLinkedPolicies.has(name) ? nothing : undefined);

/** A policy that AWS keeps for everybody, as far as pipelines attach them. */
export function awsManagedPolicy(arn: string): ManagedPolicy | undefined {
  if (!arn.startsWith(prefix)) return undefined;
  const pathAndName = arn.slice(prefix.length);
  const document = documentOf(pathAndName);
  if (document === undefined) return undefined;
  const slash = pathAndName.lastIndexOf("/");
  const name = pathAndName.slice(slash + 1);
  return {
    name,
    arn,
    path: `/${pathAndName.slice(0, slash + 1)}`,
    id: idOf(name),
    createdAt: firstPublished,
    updatedAt: firstPublished,
    defaultVersionId: "v1",
    nextVersion: 2,
    versions: [{ id: "v1", document: JSON.stringify(document), createdAt: firstPublished }],
    tags: {},
  };
}

/** The same for the same policy, in the form of ids. */
const idOf = (name: string): string =>
  `ANPA${Buffer.from(name)
    .toString("hex")
    .toUpperCase()
    .replace(/[0189]/g, "Z")
    .padEnd(17, "A")
    .slice(-17)}`;

export const awsManagedPolicyArns: readonly string[] = Object.keys(managedDocuments).map((name) => prefix + name);
