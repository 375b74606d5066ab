import type { CreateStageRequest, Stage as StageOutput } from "@aws-sdk/client-api-gateway";
import { badRequest } from "../errors.ts";
import type { Stage } from "../model.ts";

type Asked = Pick<CreateStageRequest, "deploymentId" | "stageName"> &
  Partial<Omit<CreateStageRequest, "restApiId" | "deploymentId" | "stageName">>;

export function newStage(input: Asked, now: number): Stage {
  const { stageName = "", deploymentId = "" } = input;
  if (!/^[a-zA-Z0-9_-]{1,128}$/.test(stageName)) {
    throw badRequest("Stage name only allows a-zA-Z0-9_- and is at most 128 characters long");
  }
  return {
    stageName,
    deploymentId,
    description: input.description,
    cacheClusterEnabled: input.cacheClusterEnabled ?? false,
    cacheClusterSize: input.cacheClusterSize,
    methodSettings: {},
    variables: input.variables,
    documentationVersion: input.documentationVersion,
    canarySettings: input.canarySettings,
    tracingEnabled: input.tracingEnabled ?? false,
    tags: input.tags,
    createdAt: now,
    updatedAt: now,
  };
}

export const stageOutput = ({ createdAt, updatedAt, ...stage }: Stage): StageOutput => ({
  ...stage,
  cacheClusterStatus: stage.cacheClusterEnabled ? "AVAILABLE" : "NOT_AVAILABLE",
  createdDate: new Date(createdAt),
  lastUpdatedDate: new Date(updatedAt),
});
