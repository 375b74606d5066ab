import type { Access } from "../../../kernel/operation.ts";
import { hasGrantHeaders } from "../access/acl.ts";
import type { AclInput } from "../access/chosen-acl.ts";
import { objectArn } from "../model.ts";
import type { LockInput } from "./lock.ts";

interface UploadInput extends AclInput, LockInput {
  readonly Bucket: string;
  readonly Key: string;
  readonly Tagging?: string | undefined;
  readonly ServerSideEncryption?: string | undefined;
  readonly StorageClass?: string | undefined;
}

/** The rights that an upload needs: one for its bytes, one for everything else that it brings. */
export function uploadAccess(input: UploadInput): Access[] {
  const resource = objectArn(input.Bucket, input.Key);
  const context = {
    ...(input.ACL === undefined ? {} : { "s3:x-amz-acl": input.ACL }),
    ...(input.ServerSideEncryption === undefined
      ? {}
      : { "s3:x-amz-server-side-encryption": input.ServerSideEncryption }),
    ...(input.StorageClass === undefined ? {} : { "s3:x-amz-storage-class": input.StorageClass }),
  };
  const isRetained = input.ObjectLockMode !== undefined || input.ObjectLockRetainUntilDate !== undefined;
  const needed = [
    ["s3:PutObject", true],
    ["s3:PutObjectTagging", input.Tagging !== undefined],
    ["s3:PutObjectAcl", input.ACL !== undefined || hasGrantHeaders(input)],
    ["s3:PutObjectRetention", isRetained],
    ["s3:PutObjectLegalHold", input.ObjectLockLegalHoldStatus !== undefined],
  ] as const;
  return needed.filter(([, isNeeded]) => isNeeded).map(([action]) => ({ action, resource, context }));
}
