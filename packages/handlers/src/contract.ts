import type { Run, SourceFile } from "./ledger/run.ts";

/**
 * What passes between the functions of a pipeline and the state machine that runs them. Everything large stands in the scratch folder of
 * the run, `scratch/<pipeline>/<runId>/` in the file's bucket; what passes through a state is small, whatever the size of the file.
 *
 * ```
 * Plan -> [duplicate? end]
 *      -> Map over the manifest (an array of Chunk in S3), each: Parallel { Branch per branch of the definition }
 *      -> Decide -> Map over the manifest, each: Consolidate -> Finish
 * any error -> Finish with `error`
 * ```
 *
 * Every one of them may be run again with the same input, and then changes nothing.
 */
export interface FileInput {
  readonly file: SourceFile;
}

/** Claims the run and finds where its chunks begin. Takes also the event "Object Created" of EventBridge as it is. */
export interface PlanResult extends FileInput {
  readonly runId: string;
  /** `duplicate`: somebody else has the run, or it is finished; nothing else is to be done. */
  readonly outcome: "claimed" | "duplicate";
  /** The key of the manifest is "" where nothing is to be done. */
  readonly scratch: { readonly bucket: string; readonly manifest: string };
  readonly chunks: number;
}

/** A piece of the file that begins and ends between two records; places are those of the unpacked file. */
export interface Chunk {
  /** From 0. */
  readonly index: number;
  readonly start: number;
  /** The byte after the last. */
  readonly end: number;
  /** What the first record of the chunk is in the file. */
  readonly firstOrdinal: number;
  readonly firstLine: number;
}

export interface RunInput extends FileInput {
  readonly runId: string;
}

export interface ChunkInput extends RunInput {
  readonly chunk: Chunk;
}

/** Runs one branch of `parallel` on the records of one chunk and leaves its results in scratch. */
export interface BranchInput extends ChunkInput {
  /** The name in `parallel`; MILLRACE_BRANCH unless given. */
  readonly branch?: string;
}

export interface BranchResult {
  readonly chunk: number;
  readonly branch: string;
  readonly records: number;
  readonly accepted: number;
  readonly rejected: number;
}

/** Whether what came of the chunks may be published: compares with the quarantine, the key, the checks of the file and the contract. */
export interface DecideResult {
  readonly publish: boolean;
  readonly records: number;
  readonly rejected: number;
}

/** Puts the branches of one chunk together and stores its rows in every sink. */
export interface ConsolidateResult {
  readonly chunk: number;
  readonly stored: number;
  readonly existing: number;
  readonly rejected: number;
}

/** Ends the run: puts the files of rejects together, closes the ledger's entry, tells the topic, writes the table of files. */
export interface FinishInput extends RunInput {
  /** What a state failed with, as a Catch puts it there. */
  readonly error?: { readonly Error?: string; readonly Cause?: string };
  /** Of `decide`. */
  readonly publish?: boolean;
}

export type FinishResult = Run;
