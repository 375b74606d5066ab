import {
  expiryAttribute,
  type FileFacts,
  partitionKey,
  type Rejected,
  rejectCsvHeader,
  rejectCsvRow,
  rejectLine,
  sortKey,
} from "@millrace/pipeline";
import { toItem } from "../attribute-value.ts";
import type { Claim } from "../ledger/ledger.ts";
import { rejectSort, runPartition } from "../ledger/run.ts";
import { putAll } from "../sinks/batch-writer.ts";
import type { Tools } from "../tools.ts";
import { ObjectWriter } from "./object-writer.ts";

/** Keeps the rejects of one run: the first ones as items of the ledger, all of them as NDJSON and as CSV. */
export class RejectWriter {
  readonly #tools: Tools;
  readonly #claim: Claim;
  readonly #keys: { readonly ndjson: string; readonly csv: string };
  readonly #ndjson: ObjectWriter;
  readonly #csv: ObjectWriter;
  #count = 0;

  constructor(tools: Tools, claim: Claim) {
    const { bucket } = claim.file;
    const { pipeline, clients } = tools;
    const folder = `${pipeline.rejects.prefix}${pipeline.name}/${claim.runId}`;
    this.#tools = tools;
    this.#claim = claim;
    this.#keys = { ndjson: `${folder}/rejects.ndjson`, csv: `${folder}/rejects.csv` };
    this.#ndjson = new ObjectWriter(clients.s3, {
      bucket,
      key: this.#keys.ndjson,
      contentType: "application/x-ndjson",
    });
    this.#csv = new ObjectWriter(clients.s3, { bucket, key: this.#keys.csv, contentType: "text/csv; charset=utf-8" });
  }

  async write(rejects: readonly Rejected[], facts: FileFacts): Promise<void> {
    if (rejects.length === 0) return;
    const room = Math.max(0, this.#tools.config.ledgerRejectsMax - this.#count);
    const { runId, file } = this.#claim;
    const about = { runId, bucket: file.bucket, key: file.key, versionId: file.versionId };
    await putAll(
      this.#tools.writer,
      rejects.slice(0, room).map((rejected) => this.#itemOf(rejected)),
    );
    await this.#ndjson.write(rejects.map((rejected) => rejectLine(rejected, about)).join(""));
    const header = this.#count === 0 ? rejectCsvHeader(facts) : "";
    await this.#csv.write(header + rejects.map((rejected) => rejectCsvRow(rejected, facts)).join(""));
    this.#count += rejects.length;
  }

  /** The keys of the two files, or undefined where there was nothing to write. */
  async close(): Promise<{ readonly ndjson: string; readonly csv: string } | undefined> {
    if (this.#count === 0) return undefined;
    await this.#ndjson.close();
    await this.#csv.close();
    return this.#keys;
  }

  #itemOf(rejected: Rejected) {
    const { kind: _, ...what } = rejected;
    return toItem({
      [partitionKey]: runPartition(this.#claim.runId),
      [sortKey]: rejectSort(rejected.ordinal),
      [expiryAttribute]: this.#claim.expiresAt,
      entity: "reject",
      ...what,
    });
  }
}
