import type { Chunk, ChunkPlan, Drift, FileTotals, OpenRange, Pipeline } from "@millrace/pipeline";
import type { Claim } from "../ledger/ledger.ts";
import type { Run, SourceFile } from "../ledger/run.ts";
import { openFile } from "../source/open-file.ts";
import type { Tools } from "../tools.ts";
import { Scratch } from "./scratch.ts";

/** What `plan` leaves for all others. */
export interface RunPlan {
  readonly claim: Claim;
  /** The object that has the unpacked file: the file itself, or what was unpacked of it. */
  readonly content: SourceFile;
  /** Without its chunks, of which there may be many; they are the manifest. Undefined where the file cannot be read. */
  readonly plan?: Omit<ChunkPlan, "chunks">;
  readonly chunks: number;
  readonly reason?: Run["reason"];
}

/** What a branch has made of a chunk. */
export interface BranchSummary {
  readonly records: number;
  /** Ordinals of the records that have no row: rejected by this branch, or before it. */
  readonly rejected: readonly number[];
  readonly totals: FileTotals;
  readonly drift: Drift;
}

/** What `decide` has found. */
export interface Decision {
  readonly publish: boolean;
  readonly records: number;
  readonly rejected: number;
  readonly reason?: Run["reason"];
  readonly drift?: Drift;
}

/** What `consolidate` has stored of a chunk. */
export interface ChunkCounts {
  readonly stored: number;
  readonly existing: number;
  /** Records that only `consolidate` rejected. */
  readonly rejected: number;
}

/** The names of things in the scratch folder of a run. */
export const scratchNames = {
  plan: "plan.json",
  manifest: "chunks.json",
  unpacked: "unpacked",
  decision: "decision.json",
  values: (chunk: number, branch: string): string => `${folder(chunk)}/${branch}.values.gz`,
  rejects: (chunk: number, branch: string): string => `${folder(chunk)}/${branch}.rejects.gz`,
  summary: (chunk: number, branch: string): string => `${folder(chunk)}/${branch}.json`,
  keys: (chunk: number): string => `${folder(chunk)}/keys`,
  duplicates: (chunk: number): string => `${folder(chunk)}/duplicates.json`,
  /** Ordinals of the records that only `consolidate` rejects, where that was looked for before. */
  checked: (chunk: number): string => `${folder(chunk)}/consolidate.json`,
  lateRejects: (chunk: number): string => `${folder(chunk)}/consolidate.rejects.gz`,
  counts: (chunk: number): string => `${folder(chunk)}/counts.json`,
} as const;

const folder = (chunk: number): string => `chunks/${String(chunk).padStart(6, "0")}`;

/** One large file on its way through the functions of the workflow. */
export class WorkflowRun {
  readonly #tools: Tools;
  readonly #root: Scratch;
  #scratch: Scratch;

  constructor(tools: Tools, runId: string, file: Pick<SourceFile, "bucket">) {
    this.#tools = tools;
    this.#root = new Scratch(tools.clients.s3, file.bucket, `${tools.config.scratch}${runId}/`);
    this.#scratch = this.#root;
  }

  get scratch(): Scratch {
    return this.#scratch;
  }

  /** Of a run that was opened again, nothing that was left before is taken up. */
  begin({ generation }: Claim): void {
    this.#scratch = generation === 0 ? this.#root : this.#root.folder(`again-${generation}/`);
  }

  /** Leaves the plan where all others look for it. */
  async leavePlan(plan: RunPlan, chunks: readonly Chunk[]): Promise<void> {
    await this.#scratch.put(scratchNames.manifest, chunks);
    await this.#root.put(scratchNames.plan, plan);
  }

  /** The plan of the run, whose claim is good for another while from now on. */
  async plan(): Promise<RunPlan> {
    const plan = await this.#root.get<RunPlan>(scratchNames.plan);
    this.begin(plan.claim);
    await this.#tools.ledger.renew(plan.claim, this.#tools.config.workflowLeaseMs);
    return plan;
  }

  /** Opens ranges of the unpacked file. */
  ranges(content: SourceFile): OpenRange {
    return (range) => openFile(this.#tools.clients.s3, content, range);
  }

  get pipeline(): Pipeline {
    return this.#tools.pipeline;
  }

  get branches(): readonly string[] {
    return Object.keys(this.pipeline.branches);
  }
}
