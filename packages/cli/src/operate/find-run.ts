import { findRuns, type Run } from "@millrace/handlers";
import { Obstacle, UsageError } from "../usage-error.ts";
import type { OpenPipeline } from "./open-pipeline.ts";

/** The run that a person means: by its ID or the beginning of it, or the last one of a file. */
export async function findRun(word: string | undefined, { tools, bucket, name }: OpenPipeline): Promise<Run> {
  if (word === undefined) throw new UsageError("Cannot tell which run is meant: give its ID or the key of its file");
  if (/^[0-9a-f]{32}$/.test(word)) {
    const run = await tools.ledger.find(word);
    if (run !== undefined) return run;
  }
  const candidates: Run[] = [];
  const isId = /^[0-9a-f]{4,31}$/.test(word);
  for await (const run of findRuns(tools, isId ? {} : { bucket, key: word })) {
    if (!isId || run.runId.startsWith(word)) candidates.push(run);
  }
  const last = candidates.at(-1);
  if (last === undefined) {
    throw new Obstacle(`There is no run "${word}" of ${name}: give the ID of one (millrace runs) or the key of a file`);
  }
  if (isId && candidates.length > 1) {
    throw new Obstacle(`"${word}" begins the IDs of ${candidates.length} runs: give more of it`);
  }
  return last;
}
