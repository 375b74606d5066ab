import type { Policy } from "@aws-sdk/client-iam";
import { type ManagedPolicy, writeTags } from "./model.ts";

/** A managed policy as GetPolicy and its kin answer it. */
export const describePolicy = (policy: ManagedPolicy, attachmentCount: number): Policy => ({
  PolicyName: policy.name,
  PolicyId: policy.id,
  Arn: policy.arn,
  Path: policy.path,
  DefaultVersionId: policy.defaultVersionId,
  AttachmentCount: attachmentCount,
  PermissionsBoundaryUsageCount: 0,
  IsAttachable: true,
  CreateDate: new Date(policy.createdAt),
  UpdateDate: new Date(policy.updatedAt),
  Tags: writeTags(policy.tags),
  ...(policy.description === undefined ? {} : { Description: policy.description }),
});
