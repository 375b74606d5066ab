import type { DescribeMapRunCommandOutput, MapRunItemCounts } from "@aws-sdk/client-sfn";
import type { Counts, MapRun } from "./map-run.ts";

const countsOutput = (counts: Counts, resultsWritten: number): MapRunItemCounts => ({
  pending: counts.pending,
  running: counts.running,
  succeeded: counts.succeeded,
  failed: counts.failed,
  timedOut: counts.timedOut,
  aborted: counts.aborted,
  total: counts.total,
  resultsWritten,
  failuresNotRedrivable: 0,
  pendingRedrive: counts.pendingRedrive,
});

export function mapRunOutput(run: MapRun): Omit<DescribeMapRunCommandOutput, "$metadata"> {
  return {
    mapRunArn: run.arn,
    executionArn: run.executionArn,
    status: run.status,
    startDate: new Date(run.startedAt),
    ...(run.stoppedAt === undefined ? {} : { stopDate: new Date(run.stoppedAt) }),
    maxConcurrency: run.maxConcurrency,
    toleratedFailurePercentage: run.toleratedPercentage ?? 0,
    toleratedFailureCount: run.toleratedCount ?? 0,
    itemCounts: countsOutput(run.items, run.resultsWritten),
    executionCounts: countsOutput(run.children, run.resultsWritten),
    redriveCount: run.redriveCount,
    ...(run.redrivenAt === undefined ? {} : { redriveDate: new Date(run.redrivenAt) }),
  };
}
