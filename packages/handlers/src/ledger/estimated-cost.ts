import type { Pipeline } from "@millrace/pipeline";
import { fileCost, type Way } from "@millrace/plan";
import type { RunCounts } from "./run.ts";

/** What a file that has been read costs on AWS, in US dollars: from what it held, as three digits. */
export function estimatedCost(pipeline: Pipeline, size: number, counts: RunCounts, way: Way): number {
  const { records, rejected } = counts;
  return Number(fileCost(pipeline, { bytes: size, records, rejected }, { way }).usd.toPrecision(3));
}
