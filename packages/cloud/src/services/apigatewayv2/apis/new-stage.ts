import type { HttpStage } from "../model.ts";

export const newStage = (StageName: string, now: number): HttpStage => ({
  StageName,
  CreatedDate: now,
  LastUpdatedDate: now,
  DefaultRouteSettings: { DetailedMetricsEnabled: false },
  RouteSettings: {},
  StageVariables: {},
  Tags: {},
});
