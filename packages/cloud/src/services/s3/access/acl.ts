import type { AccessControlPolicy, Grant as GrantShape, Owner, Permission, Type } from "@aws-sdk/client-s3";
import { invalidArgument, malformedAcl } from "../errors.ts";
import { isOwnerId, ownerId } from "./owner.ts";

/** Who may do what, besides policies. https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html */
export interface Acl {
  readonly grants: readonly Grant[];
}

export interface Grant {
  readonly grantee:
    | { readonly type: "CanonicalUser"; readonly id: string }
    | { readonly type: "Group"; readonly uri: string }
    | { readonly type: "AmazonCustomerByEmail"; readonly email: string };
  readonly permission: Permission;
}

export const allUsers = "http://acs.amazonaws.com/groups/global/AllUsers";
export const authenticatedUsers = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
const logDelivery = "http://acs.amazonaws.com/groups/s3/LogDelivery";
const groups = new Set([allUsers, authenticatedUsers, logDelivery]);
const permissions = new Set(["FULL_CONTROL", "READ", "READ_ACP", "WRITE", "WRITE_ACP"]);

const toGroup = (uri: string, permission: Permission): Grant => ({ grantee: { type: "Group", uri }, permission });

/** What a canned ACL grants beyond the owner's full control. */
const canned: Readonly<Record<string, readonly Grant[]>> = {
  private: [],
  "public-read": [toGroup(allUsers, "READ")],
  "public-read-write": [toGroup(allUsers, "READ"), toGroup(allUsers, "WRITE")],
  "authenticated-read": [toGroup(authenticatedUsers, "READ")],
  "aws-exec-read": [],
  "bucket-owner-read": [],
  "bucket-owner-full-control": [],
  "log-delivery-write": [toGroup(logDelivery, "WRITE"), toGroup(logDelivery, "READ_ACP")],
};

const ownerGrant = (account: string): Grant => ({
  grantee: { type: "CanonicalUser", id: ownerId(account) },
  permission: "FULL_CONTROL",
});

/** Throws InvalidArgument for a name that is none. */
export function readCanned(name: string, account: string): Acl {
  const grants = Object.hasOwn(canned, name) ? canned[name] : undefined;
  if (grants === undefined) throw invalidArgument("", "x-amz-acl", name);
  return { grants: [ownerGrant(account), ...grants] };
}

export interface GrantHeaders {
  readonly GrantFullControl?: string | undefined;
  readonly GrantRead?: string | undefined;
  readonly GrantReadACP?: string | undefined;
  readonly GrantWrite?: string | undefined;
  readonly GrantWriteACP?: string | undefined;
}

const headers = [
  ["GrantFullControl", "x-amz-grant-full-control", "FULL_CONTROL"],
  ["GrantRead", "x-amz-grant-read", "READ"],
  ["GrantReadACP", "x-amz-grant-read-acp", "READ_ACP"],
  ["GrantWrite", "x-amz-grant-write", "WRITE"],
  ["GrantWriteACP", "x-amz-grant-write-acp", "WRITE_ACP"],
] as const;

export const hasGrantHeaders = (input: GrantHeaders): boolean =>
  headers.some(([member]) => input[member] !== undefined);

/** Grants as headers have them: `id="...", uri="..."`. Throws InvalidArgument. */
export const readGrantHeaders = (input: GrantHeaders): Acl => ({
  grants: headers.flatMap(([member, name, permission]) =>
    (input[member]?.split(",") ?? []).map((text) => ({ grantee: readGrantee(text.trim(), name), permission })),
  ),
});

function readGrantee(text: string, headerName: string): Grant["grantee"] {
  const [, kind, value = ""] = /^(id|uri|emailAddress)="?([^"]*)"?$/.exec(text) ?? [];
  if (kind === undefined) throw invalidArgument("Argument format not recognized", headerName, text);
  if (kind === "emailAddress") return { type: "AmazonCustomerByEmail", email: value };
  if (kind === "uri") {
    if (!groups.has(value)) throw invalidArgument("Invalid group uri", "uri", value);
    return { type: "Group", uri: value };
  }
  if (!isOwnerId(value)) throw invalidArgument("Invalid id", "id", value);
  return { type: "CanonicalUser", id: value };
}

/** Grants as a document has them. Throws MalformedACLError and InvalidArgument. */
export function readDocument({ Owner: owner, Grants: grants }: AccessControlPolicy): Acl {
  if (owner?.ID === undefined || grants === undefined) throw malformedAcl();
  const read = grants.map(readGrant);
  if (!isOwnerId(owner.ID)) throw invalidArgument("Invalid id", "CanonicalUser/ID", owner.ID);
  for (const { grantee } of read) refuseUnknown(grantee);
  return { grants: read };
}

function readGrant({ Grantee: grantee, Permission: permission }: GrantShape): Grant {
  if (grantee === undefined || permission === undefined || !permissions.has(permission)) throw malformedAcl();
  const { Type: type, ID: id, URI: uri, EmailAddress: email } = grantee;
  if (type === "CanonicalUser" && id !== undefined) return { grantee: { type, id }, permission };
  if (type === "Group" && uri !== undefined) return { grantee: { type, uri }, permission };
  if (type === "AmazonCustomerByEmail" && email !== undefined) return { grantee: { type, email }, permission };
  throw malformedAcl();
}

function refuseUnknown(grantee: Grant["grantee"]): void {
  if (grantee.type === "CanonicalUser" && !isOwnerId(grantee.id)) {
    throw invalidArgument("Invalid id", "CanonicalUser/ID", grantee.id);
  }
  if (grantee.type === "Group" && !groups.has(grantee.uri)) {
    throw invalidArgument("Invalid group uri", "Group/URI", grantee.uri);
  }
}

/** An ACL as GetBucketAcl and GetObjectAcl answer it. */
export function writeAcl(acl: Acl | undefined, account: string): { Owner: Owner; Grants: GrantShape[] } {
  const { grants } = acl ?? { grants: [ownerGrant(account)] };
  return { Owner: { ID: ownerId(account) }, Grants: grants.map(writeGrant) };
}

function writeGrant({ grantee, permission }: Grant): GrantShape {
  const who = { Type: grantee.type as Type };
  if (grantee.type === "CanonicalUser") return { Grantee: { ...who, ID: grantee.id }, Permission: permission };
  if (grantee.type === "Group") return { Grantee: { ...who, URI: grantee.uri }, Permission: permission };
  return { Grantee: { ...who, EmailAddress: grantee.email }, Permission: permission };
}

/** Whether an ACL lets anybody in: everybody, or everybody who has any AWS account. */
export const isPublicAcl = (acl: Acl | undefined): boolean =>
  acl?.grants.some(
    ({ grantee }) => grantee.type === "Group" && (grantee.uri === allUsers || grantee.uri === authenticatedUsers),
  ) ?? false;

/** Nothing but the owner's full control, which needs no place in the store. */
export const isPrivateAcl = (acl: Acl, account: string): boolean =>
  JSON.stringify(acl.grants) === JSON.stringify([ownerGrant(account)]);
