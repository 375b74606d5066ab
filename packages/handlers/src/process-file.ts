import {
  type Accepted,
  hasDrift,
  type Outcome,
  type OutcomeBatch,
  type Rejected,
  runPipeline,
} from "@millrace/pipeline";
import { announce } from "./announce/announce.ts";
import { reasonOf } from "./failure-reason.ts";
import { estimatedCost } from "./ledger/estimated-cost.ts";
import type { Claim, RunEnd } from "./ledger/ledger.ts";
import type { Run, RunCounts } from "./ledger/run.ts";
import { lookupSource } from "./lookups/lookup-source.ts";
import { RejectWriter } from "./rejects/reject-writer.ts";
import { RowStore } from "./sinks/row-store.ts";
import type { WriteCounts } from "./sinks/sink-writer.ts";
import { openFile } from "./source/open-file.ts";
import type { Tools } from "./tools.ts";
import { vaultOf } from "./vault.ts";

/**
 * Reads the file of a claimed run and stores its rows: first the whole file is checked, then its rows are written. So a file
 * that fails has published nothing, and nobody needs to know of runs to read the table. The rows of a small file are held
 * from the first reading to the second step; a large file is read twice.
 */
export async function processFile(tools: Tools, claim: Claim): Promise<Run> {
  const file = new FileRun(tools, claim);
  try {
    return await tools.ledger.finish(claim, await file.end(), (run) => announce(tools, run));
  } catch (error) {
    await file.abort();
    throw error;
  }
}

class FileRun {
  readonly #tools: Tools;
  readonly #claim: Claim;
  readonly #rejects: RejectWriter;
  #rows: RowStore | undefined;
  #held: Accepted[] | undefined = [];
  #last: OutcomeBatch | undefined;
  #written: WriteCounts = { stored: 0, existing: 0 };
  #renewedAt: number;

  constructor(tools: Tools, claim: Claim) {
    this.#tools = tools;
    this.#claim = claim;
    this.#rejects = new RejectWriter(tools, claim);
    this.#renewedAt = tools.clock.now();
  }

  /** What is to be said of the run. Throws only what another attempt can cure. */
  async end(): Promise<RunEnd> {
    const reason = await this.#checkThenWrite();
    const rejects = await this.#rejects.close();
    return {
      status: reason === undefined ? "completed" : "failed",
      counts: this.#counts,
      estimatedCost: estimatedCost(this.#tools.pipeline, this.#claim.file.size, this.#counts, "function"),
      ...(this.#last === undefined ? {} : { format: this.#last.facts.format, encoding: this.#last.facts.encoding }),
      ...(reason === undefined ? {} : { reason }),
      ...(this.#last === undefined || !hasDrift(this.#last.drift) ? {} : { drift: this.#last.drift }),
      ...(rejects === undefined ? {} : { rejects }),
    };
  }

  async abort(): Promise<void> {
    await this.#rows?.abort();
  }

  async #checkThenWrite(): Promise<Run["reason"]> {
    try {
      await this.#check();
      await this.#write();
      return undefined;
    } catch (error) {
      const reason = reasonOf(error);
      if (reason === undefined) throw error;
      return reason;
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
    const { runId, generation, file } = this.#claim;
    const { bucket, arrivedAt } = file;
    const unit = { runId, generation, pipeline: this.#tools.pipeline.name, bucket, chunk: 0, arrivedAt, isPart: false };
    const rows = await RowStore.open(this.#tools, unit);
    this.#rows = rows;
    if (this.#held !== undefined) await this.#store(rows, this.#held);
    else for await (const batch of this.#read()) await this.#store(rows, batch.outcomes.filter(isAccepted));
    this.#written = await rows.close();
  }

  async *#read(): AsyncGenerator<OutcomeBatch> {
    const { pipeline, clients } = this.#tools;
    const bytes = await openFile(clients.s3, this.#claim.file);
    const { key, bucket } = this.#claim.file;
    const options = {
      name: key,
      hashKey: await this.#tools.hashKey(),
      lookups: lookupSource(this.#tools, bucket),
      vault: vaultOf(this.#tools),
    };
    for await (const batch of runPipeline(pipeline, bytes, options)) {
      await this.#keepClaim(batch.counts);
      yield batch;
    }
  }

  async #store(rows: RowStore, accepted: readonly Accepted[]): Promise<void> {
    await rows.write(accepted);
    await this.#keepClaim();
  }

  async #keepClaim(counts = this.#last?.counts): Promise<void> {
    const now = this.#tools.clock.now();
    const { leaseMs } = this.#tools.config;
    if (now - this.#renewedAt < leaseMs / 3) return;
    this.#renewedAt = now;
    const { records = 0, bytes = 0 } = counts ?? {};
    const step = this.#rows === undefined ? "checking" : "storing";
    await this.#tools.ledger.renew(this.#claim, leaseMs, { step, records, bytes });
  }

  get #counts(): RunCounts {
    return { ...(this.#last?.counts ?? { records: 0, accepted: 0, rejected: 0, bytes: 0 }), ...this.#written };
  }
}

const isRejected = (outcome: Outcome): outcome is Rejected => outcome.kind === "rejected";
const isAccepted = (outcome: Outcome): outcome is Accepted => outcome.kind === "accepted";
