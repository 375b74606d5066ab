import { AwsError } from "@millrace/wire";
import { emptyBatch, invalidBatchId, repeatedBatchId, tooManyEntries } from "./errors.ts";
import { batchEntriesMax } from "./model.ts";

interface Entry {
  readonly Id: string | undefined;
}

const idPattern = /^[A-Za-z0-9_-]{1,80}$/;

/** Throws what is wrong with the batch as a whole. */
export function checkBatch(entries: readonly Entry[], entryName: string): void {
  if (entries.length === 0) throw emptyBatch(entryName);
  if (entries.length > batchEntriesMax) throw tooManyEntries(entries.length, batchEntriesMax);
  const seen = new Set<string>();
  for (const { Id = "" } of entries) {
    if (!idPattern.test(Id)) throw invalidBatchId();
    if (seen.has(Id)) throw repeatedBatchId(Id);
    seen.add(Id);
  }
}

export interface BatchFailure {
  readonly Id: string;
  readonly SenderFault: true;
  readonly Code: string;
  readonly Message: string;
}

export function batchFailure(id: string, error: unknown): BatchFailure {
  if (!(error instanceof AwsError)) throw error;
  return { Id: id, SenderFault: true, Code: error.query.code ?? error.code, Message: error.message };
}
