import type { Pipeline } from "@millrace/pipeline";
import type { Plan } from "../plan.ts";
import { type Cost, costOf } from "./cost.ts";
import { type FileCostOptions, type FileLoad, fileCost } from "./file-cost.ts";
import { virginiaPrices } from "./prices.ts";
import { standingCost } from "./standing-cost.ts";

/** What arrives in a month. */
export interface MonthlyLoad extends FileLoad {
  readonly files: number;
}

/** A month of a pipeline: what it costs to stand there, and what its files cost. */
export function monthlyCost(pipeline: Pipeline, plan: Plan, load: MonthlyLoad, options: FileCostOptions = {}): Cost {
  const perFile = fileCost(pipeline, load, options).lines;
  const lines = [
    ...perFile.map((line) => ({ ...line, usd: line.usd * load.files, why: `${line.why} a file` })),
    ...standingCost(plan, options.prices ?? virginiaPrices),
  ];
  return costOf(lines);
}
