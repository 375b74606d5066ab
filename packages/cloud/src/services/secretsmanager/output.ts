import type { DescribeSecretResponse, ReplicationStatusType } from "@aws-sdk/client-secrets-manager";
import type { Rotation, Secret } from "./model.ts";

/** What DescribeSecret and ListSecrets say alike. */
export const secretOutput = (secret: Secret) => ({
  ARN: secret.arn,
  Name: secret.name,
  Description: secret.description,
  KmsKeyId: secret.kmsKeyId,
  ...rotationOutput(secret.rotation),
  CreatedDate: new Date(secret.createdAt),
  LastChangedDate: new Date(secret.changedAt),
  LastAccessedDate: secret.accessedAt === undefined ? undefined : new Date(secret.accessedAt),
  DeletedDate: secret.deletedAt === undefined ? undefined : new Date(secret.deletedAt),
  OwningService: secret.owner,
  PrimaryRegion: secret.replicas === undefined ? undefined : secret.arn.split(":")[3],
  Tags: Object.entries(secret.tags).map(([Key, Value]) => ({ Key, Value })),
});

function rotationOutput(rotation: Rotation | undefined): Partial<DescribeSecretResponse> {
  if (rotation === undefined) return {};
  const { isOn, lambdaArn, rules, rotatedAt, nextAt } = rotation;
  return {
    RotationEnabled: isOn,
    RotationLambdaARN: lambdaArn,
    RotationRules: {
      AutomaticallyAfterDays: rules.days,
      ScheduleExpression: rules.schedule,
      Duration: rules.duration,
    },
    LastRotatedDate: rotatedAt === undefined ? undefined : new Date(rotatedAt),
    NextRotationDate: nextAt === undefined || !isOn ? undefined : new Date(nextAt),
  };
}

export const replicationOutput = ({ replicas }: Secret): ReplicationStatusType[] | undefined =>
  replicas?.map(({ region, kmsKeyId }) => ({
    Region: region,
    KmsKeyId: kmsKeyId ?? "alias/aws/secretsmanager",
    Status: "InSync",
    StatusMessage: "Replication succeeded",
  }));

/** Stages by version, for what has any. */
export const stagesOutput = ({ versions }: Secret): Record<string, string[]> | undefined => {
  const staged = versions.filter(({ stages }) => stages.length > 0);
  return staged.length === 0 ? undefined : Object.fromEntries(staged.map(({ id, stages }) => [id, [...stages]]));
};
