import type { S3Client } from "@aws-sdk/client-s3";
import type { Clock } from "@millrace/core";
import {
  type Accepted,
  type Outcome,
  type OutcomeBatch,
  type Pipeline,
  PipelineError,
  type Rejected,
  runPipeline,
} from "@millrace/pipeline";
import type { Config } from "./config.ts";
import type { Claim, Ledger } from "./ledger/ledger.ts";
import type { Run, RunCounts } from "./ledger/run.ts";
import { RejectWriter } from "./rejects/reject-writer.ts";
import type { TableWriter } from "./rows/batch-writer.ts";
import { RowWriter } from "./rows/row-writer.ts";
import { FileGone, openFile } from "./source/open-file.ts";

export interface FileTools {
  readonly pipeline: Pipeline;
  readonly config: Config;
  readonly clock: Clock;
  readonly s3: S3Client;
  readonly ledger: Ledger;
  readonly writer: TableWriter;
}

type RunEnd = Pick<Run, "status" | "counts" | "format" | "encoding" | "reason" | "rejects">;

/**
 * Reads the file of a claimed run and stores its rows: first the whole file is checked, then its rows are written. So a file
 * that fails has published nothing, and nobody needs to know of runs to read the table. The rows of a small file are held
 * from the first reading to the second step; a large file is read twice.
 */
export async function processFile(tools: FileTools, claim: Claim): Promise<Run> {
  const file = new FileRun(tools, claim);
  try {
    return await tools.ledger.finish(claim, await file.end());
  } catch (error) {
    // Whether the parts of an upload could be taken back or not, what went wrong first is what matters.
    await file.abort().catch(() => undefined);
    throw error;
  }
}

class FileRun {
  readonly #tools: FileTools;
  readonly #claim: Claim;
  readonly #rejects: RejectWriter;
  readonly #rows: RowWriter;
  #held: Accepted[] | undefined = [];
  #last: OutcomeBatch | undefined;
  #written = { stored: 0, existing: 0 };
  #renewedAt: number;

  constructor(tools: FileTools, claim: Claim) {
    const { pipeline, config, s3, writer } = tools;
    this.#tools = tools;
    this.#claim = claim;
    const prefix = `${pipeline.rejects.prefix}${pipeline.name}/`;
    this.#rejects = new RejectWriter({ s3, writer, prefix, ledgerRejectsMax: config.ledgerRejectsMax }, claim);
    this.#rows = new RowWriter(writer, pipeline.sinks, claim.runId);
    this.#renewedAt = tools.clock.now();
  }

  /** What is to be said of the run. Throws only what another attempt can cure. */
  async end(): Promise<RunEnd> {
    const reason = await this.#checkThenWrite();
    const rejects = await this.#rejects.close();
    return {
      status: reason === undefined ? "completed" : "failed",
      counts: this.#counts,
      ...(this.#last === undefined ? {} : { format: this.#last.facts.format, encoding: this.#last.facts.encoding }),
      ...(reason === undefined ? {} : { reason }),
      ...(rejects === undefined ? {} : { rejects }),
    };
  }

  abort(): Promise<void> {
    return this.#rejects.abort();
  }

  async #checkThenWrite(): Promise<Run["reason"]> {
    try {
      await this.#check();
      await this.#write();
      return undefined;
    } catch (error) {
      if (error instanceof PipelineError || error instanceof FileGone)
        return { code: error.code, message: error.message };
      throw error;
    }
  }

  async #check(): Promise<void> {
    for await (const batch of this.#read()) {
      this.#last = batch;
      await this.#rejects.write(batch.outcomes.filter(isRejected), batch.facts);
      this.#hold(batch);
    }
  }

  /** Keeps the rows for the second step as long as there are few of them. */
  #hold(batch: OutcomeBatch): void {
    const { heldRowsMax, heldBytesMax } = this.#tools.config;
    const { accepted, bytes } = batch.counts;
    if (accepted > heldRowsMax || bytes > heldBytesMax) this.#held = undefined;
    for (const outcome of batch.outcomes) if (outcome.kind === "accepted") this.#held?.push(outcome);
  }

  async #write(): Promise<void> {
    if (this.#held !== undefined) return this.#store(this.#held);
    for await (const batch of this.#read()) await this.#store(batch.outcomes.filter(isAccepted));
  }

  async *#read(): AsyncGenerator<OutcomeBatch> {
    const { pipeline, config, s3 } = this.#tools;
    const bytes = await openFile(s3, this.#claim.file);
    for await (const batch of runPipeline(pipeline, bytes, { name: this.#claim.file.key, hashKey: config.hashKey })) {
      await this.#keepClaim();
      yield batch;
    }
  }

  async #store(rows: readonly Accepted[]): Promise<void> {
    const { stored, existing } = await this.#rows.write(rows);
    this.#written = { stored: this.#written.stored + stored, existing: this.#written.existing + existing };
    await this.#keepClaim();
  }

  async #keepClaim(): Promise<void> {
    const now = this.#tools.clock.now();
    if (now - this.#renewedAt < this.#tools.config.leaseMs / 3) return;
    this.#renewedAt = now;
    await this.#tools.ledger.renew(this.#claim);
  }

  get #counts(): RunCounts {
    return { ...(this.#last?.counts ?? { records: 0, accepted: 0, rejected: 0, bytes: 0 }), ...this.#written };
  }
}

const isRejected = (outcome: Outcome): outcome is Rejected => outcome.kind === "rejected";
const isAccepted = (outcome: Outcome): outcome is Accepted => outcome.kind === "accepted";
