import type { AccessControlPolicy } from "@aws-sdk/client-s3";
import { accessDenied, aclsAreOff, invalidRequest, missingSecurityHeader, unexpectedContent } from "../errors.ts";
import type { Bucket } from "../model.ts";
import {
  type Acl,
  type GrantHeaders,
  hasGrantHeaders,
  isPrivateAcl,
  isPublicAcl,
  readCanned,
  readDocument,
  readGrantHeaders,
} from "./acl.ts";
import { blockOf, type Owner } from "./block-of.ts";

export interface AclInput extends GrantHeaders {
  readonly ACL?: string | undefined;
}

/** Since April 2023 buckets have no ACLs unless they are asked for: https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
export const hasAcls = ({ configurations: { ownership } }: Pick<Bucket, "configurations">): boolean =>
  ownership?.Rules?.[0]?.ObjectOwnership !== "BucketOwnerEnforced";

/** The ACL that an upload or a new bucket asks for; undefined where only the owner has rights. Throws what S3 says of a bad one. */
export function chosenAcl(bucket: Pick<Bucket, "configurations">, input: AclInput, owner: Owner): Acl | undefined {
  if (input.ACL === undefined && !hasGrantHeaders(input)) return undefined;
  const acl = fromHeaders(input, owner.account);
  return accepted(bucket, acl, owner, input.ACL === "bucket-owner-full-control");
}

/** The ACL that PutBucketAcl and PutObjectAcl set, from one of its three forms. */
export function requiredAcl(
  bucket: Pick<Bucket, "configurations">,
  input: AclInput & { readonly AccessControlPolicy?: AccessControlPolicy | undefined },
  owner: Owner,
): Acl | undefined {
  const hasHeaders = input.ACL !== undefined || hasGrantHeaders(input);
  if (!hasHeaders && input.AccessControlPolicy === undefined) throw missingSecurityHeader("x-amz-acl");
  if (hasHeaders && input.AccessControlPolicy !== undefined) throw unexpectedContent();
  const acl = hasHeaders ? fromHeaders(input, owner.account) : readDocument(input.AccessControlPolicy ?? {});
  return accepted(bucket, acl, owner, input.ACL === "bucket-owner-full-control");
}

function fromHeaders(input: AclInput, account: string): Acl {
  if (input.ACL === undefined) return readGrantHeaders(input);
  if (hasGrantHeaders(input)) throw invalidRequest("Specifying both Canned ACLs and Header Grants is not allowed");
  return readCanned(input.ACL, account);
}

function accepted(
  bucket: Pick<Bucket, "configurations">,
  acl: Acl,
  owner: Owner,
  givesOwnerAll: boolean,
): Acl | undefined {
  // The one ACL that says what is so anyway is taken by every bucket.
  if (!hasAcls(bucket) && !givesOwnerAll && !isPrivateAcl(acl, owner.account)) throw aclsAreOff();
  if (isPublicAcl(acl) && blockOf(bucket, owner).BlockPublicAcls) throw accessDenied();
  return isPrivateAcl(acl, owner.account) ? undefined : acl;
}
