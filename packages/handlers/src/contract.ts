import type { Chunk } from "@millrace/pipeline";
import type { Run, SourceFile } from "./ledger/run.ts";

/**
 * What passes between the functions of a pipeline and the state machine that runs them. Everything large stands in the scratch folder of
 * the run, `scratch/<pipeline>/<runId>/` in the file's bucket; what passes through a state is small, whatever the size of the file.
 *
 * ```
 * Plan -> [duplicate? end]
 *      -> Map over the manifest (an array of Chunk in S3), each: Parallel { Branch per branch of the definition }
 *         [-> Consolidate with `onlyCheck`]
 *      -> Decide -> Map over the manifest, each: Consolidate -> Finish
 * a function of a chunk fails -> Finish with `error` and `chunk`, which keeps it in mind, and the chunk fails
 * Plan fails -> Finish with `error`, and `given` in place of a run
 * any other error -> Finish with `error`
 * ```
 *
 * Every one of them may be run again with the same input, and then changes nothing.
 */
export interface FileInput {
  readonly file: SourceFile;
}

/** What starts a workflow where it is not an event: the function that gave the file away. */
export interface PlanInput extends FileInput {
  /** The same for every attempt at one execution: its name, `$$.Execution.Name`. */
  readonly execution?: string;
}

/**
 * Claims the run and finds where its chunks begin. Takes also the event "Object Created" of EventBridge as it is. A file that cannot be
 * read is claimed and has no chunks; `decide` says that it is not to be published, `finish` why.
 */
export interface PlanResult extends FileInput {
  readonly runId: string;
  /** `duplicate`: somebody else has the run, or it is finished; nothing else is to be done. */
  readonly outcome: "claimed" | "duplicate";
  /** The key of the manifest is "" where nothing is to be done. */
  readonly scratch: { readonly bucket: string; readonly manifest: string };
  readonly chunks: number;
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
export interface ConsolidateInput extends ChunkInput {
  /** Stores nothing, but leaves what would be rejected for `decide`, where the definition limits rejects. */
  readonly onlyCheck?: boolean;
}

export interface ConsolidateResult {
  readonly chunk: number;
  readonly stored: number;
  readonly existing: number;
  readonly rejected: number;
}

/**
 * Ends the run: puts the files of rejects together, closes the ledger's entry, tells the topic, writes the table of files. Where `plan`
 * itself failed, `given` is what it was given.
 */
export type FinishInput = (RunInput | { readonly given: unknown }) & Failure;

export interface Failure {
  /** What a state failed with, as a Catch puts it there. */
  readonly error?: StateError;
  /** The ARN of the function that failed with it, where it was one. */
  readonly function?: string;
  /**
   * The piece of the file that it failed on. The run is not ended then, only told why it will be: of the error that a Map fails with, Step
   * Functions tells the workflow no more than that there was one, and a function that is stopped can tell nothing itself.
   */
  readonly chunk?: Chunk;
}

export interface StateError {
  readonly Error?: string;
  readonly Cause?: string;
}

export type FinishResult = Run;
