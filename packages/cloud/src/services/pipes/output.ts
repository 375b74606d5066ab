import type { Scope } from "../../kernel/operation.ts";
import { currentState, type Pipe, pipeArn } from "./model.ts";

export const pipeState = (scope: Scope, pipe: Pipe) => ({
  Arn: pipeArn(scope, pipe.name),
  Name: pipe.name,
  DesiredState: pipe.desiredState,
  CurrentState: currentState(pipe) as "RUNNING",
  CreationTime: new Date(pipe.createdAt),
  LastModifiedTime: new Date(pipe.modifiedAt),
});

export const pipeSummary = (scope: Scope, pipe: Pipe) => ({
  ...pipeState(scope, pipe),
  Source: pipe.source,
  Target: pipe.target,
  ...(pipe.stateReason === undefined ? {} : { StateReason: pipe.stateReason }),
  ...(pipe.enrichment === undefined ? {} : { Enrichment: pipe.enrichment }),
});

export const pipeOutput = (scope: Scope, pipe: Pipe) => ({
  ...pipeSummary(scope, pipe),
  ...(pipe.description === undefined ? {} : { Description: pipe.description }),
  SourceParameters: pipe.sourceParameters,
  ...(pipe.enrichmentParameters === undefined ? {} : { EnrichmentParameters: pipe.enrichmentParameters }),
  TargetParameters: pipe.targetParameters,
  RoleArn: pipe.roleArn,
  ...(pipe.logConfiguration === undefined ? {} : { LogConfiguration: pipe.logConfiguration as never }),
  ...(pipe.kmsKeyIdentifier === undefined ? {} : { KmsKeyIdentifier: pipe.kmsKeyIdentifier }),
  Tags: pipe.tags,
});
