import type { Secret } from "./model.ts";

export const secretOutput = (secret: Secret) => ({
  ARN: secret.arn,
  Name: secret.name,
  ...(secret.description === undefined ? {} : { Description: secret.description }),
  ...(secret.kmsKeyId === undefined ? {} : { KmsKeyId: secret.kmsKeyId }),
  CreatedDate: new Date(secret.createdAt),
  LastChangedDate: new Date(secret.changedAt),
  ...(secret.deletedAt === undefined ? {} : { DeletedDate: new Date(secret.deletedAt) }),
  Tags: Object.entries(secret.tags).map(([Key, Value]) => ({ Key, Value })),
});
