import type { Permission } from "@aws-sdk/client-s3";
import { type Bucket, bucketArn } from "../model.ts";
import type { S3Store } from "../store.ts";
import { type Acl, allUsers, authenticatedUsers, type Grant } from "./acl.ts";
import { blockOf } from "./block-of.ts";
import { hasAcls } from "./chosen-acl.ts";
import { isPublicPolicy } from "./policy-document.ts";

/**
 * The policy that decides over a bucket or an object: the bucket's own, what its ACLs grant said as statements, and what
 * Block Public Access takes away again.
 */
export function effectivePolicy(store: S3Store, arn: string): string | undefined {
  const place = arn.slice(arn.lastIndexOf(":::") + 3);
  const slash = place.indexOf("/");
  const bucket = store.findBucket(slash < 0 ? place : place.slice(0, slash));
  if (bucket === undefined) return undefined;
  const block = blockOf(bucket, store);
  const statements =
    block.IgnorePublicAcls || !hasAcls(bucket)
      ? []
      : aclStatements(store, bucket, arn, slash < 0 ? undefined : place.slice(slash + 1));
  const isRestricted = block.RestrictPublicBuckets && isPublicPolicy(bucket.policy);
  if (statements.length === 0 && !isRestricted) return bucket.policy;
  const own = bucket.policy === undefined ? { Version: "2012-10-17", Statement: [] } : JSON.parse(bucket.policy);
  const restriction = isRestricted ? [ownAccountOnly(store.account)] : [];
  return JSON.stringify({ ...own, Statement: [own.Statement, statements, restriction].flat() });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions */
const bucketActions: Readonly<Record<Permission, readonly string[]>> = {
  READ: ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"],
  WRITE: ["s3:PutObject", "s3:DeleteObject"],
  READ_ACP: ["s3:GetBucketAcl"],
  WRITE_ACP: ["s3:PutBucketAcl"],
  FULL_CONTROL: [
    "s3:ListBucket",
    "s3:ListBucketVersions",
    "s3:ListBucketMultipartUploads",
    "s3:PutObject",
    "s3:DeleteObject",
    "s3:GetBucketAcl",
    "s3:PutBucketAcl",
  ],
};
const objectActions: Readonly<Record<Permission, readonly string[]>> = {
  READ: ["s3:GetObject", "s3:GetObjectVersion"],
  WRITE: [],
  READ_ACP: ["s3:GetObjectAcl", "s3:GetObjectVersionAcl"],
  WRITE_ACP: ["s3:PutObjectAcl", "s3:PutObjectVersionAcl"],
  FULL_CONTROL: [
    "s3:GetObject",
    "s3:GetObjectVersion",
    "s3:GetObjectAcl",
    "s3:GetObjectVersionAcl",
    "s3:PutObjectAcl",
    "s3:PutObjectVersionAcl",
  ],
};

function aclStatements(store: S3Store, bucket: Bucket, arn: string, key: string | undefined): object[] {
  const objectAcl = key === undefined ? undefined : store.objects.find(bucket.name, key)?.acl;
  const resources = [bucketArn(bucket.name), `${bucketArn(bucket.name)}/*`];
  return [...statementsOf(bucket.acl, bucketActions, resources), ...statementsOf(objectAcl, objectActions, [arn])];
}

const statementsOf = (
  acl: Acl | undefined,
  actions: Readonly<Record<Permission, readonly string[]>>,
  resources: readonly string[],
): object[] =>
  (acl?.grants ?? []).flatMap(({ grantee, permission }) => {
    const who = audience(grantee);
    if (who === undefined || actions[permission].length === 0) return [];
    return [{ Effect: "Allow", Action: actions[permission], Resource: resources, ...who }];
  });

/** Groups as policies say them. Owners need no grant, and the canonical ids of other accounts cannot be read back. */
function audience(grantee: Grant["grantee"]): object | undefined {
  if (grantee.type !== "Group") return undefined;
  if (grantee.uri === allUsers) return { Principal: "*" };
  if (grantee.uri !== authenticatedUsers) return undefined;
  return { Principal: "*", Condition: { StringNotEquals: { "aws:PrincipalType": "Anonymous" } } };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html: RestrictPublicBuckets */
const ownAccountOnly = (account: string): object => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: "*",
  Condition: {
    StringNotEqualsIfExists: { "aws:PrincipalAccount": account },
    BoolIfExists: { "aws:PrincipalIsAWSService": "false" },
  },
});
