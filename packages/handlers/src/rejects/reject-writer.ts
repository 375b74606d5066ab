import type { S3Client } from "@aws-sdk/client-s3";
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
import { putAll, type TableWriter } from "../rows/batch-writer.ts";
import { ObjectWriter } from "./object-writer.ts";

export interface RejectTarget {
  readonly s3: S3Client;
  readonly writer: TableWriter;
  /** Ends in a slash. */
  readonly prefix: string;
  readonly ledgerRejectsMax: number;
}

/** Keeps the rejects of one run: the first ones as items of the ledger, all of them as NDJSON and as CSV. */
export class RejectWriter {
  readonly #target: RejectTarget;
  readonly #claim: Claim;
  readonly #keys: { readonly ndjson: string; readonly csv: string };
  readonly #ndjson: ObjectWriter;
  readonly #csv: ObjectWriter;
  #count = 0;

  constructor(target: RejectTarget, claim: Claim) {
    const { bucket } = claim.file;
    const folder = `${target.prefix}${claim.runId}`;
    this.#target = target;
    this.#claim = claim;
    this.#keys = { ndjson: `${folder}/rejects.ndjson`, csv: `${folder}/rejects.csv` };
    this.#ndjson = new ObjectWriter(target.s3, { bucket, key: this.#keys.ndjson, contentType: "application/x-ndjson" });
    this.#csv = new ObjectWriter(target.s3, { bucket, key: this.#keys.csv, contentType: "text/csv; charset=utf-8" });
  }

  async write(rejects: readonly Rejected[], facts: FileFacts): Promise<void> {
    if (rejects.length === 0) return;
    const room = Math.max(0, this.#target.ledgerRejectsMax - this.#count);
    const { runId, file } = this.#claim;
    const about = { runId, bucket: file.bucket, key: file.key, versionId: file.versionId };
    await putAll(
      this.#target.writer,
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

  async abort(): Promise<void> {
    await this.#ndjson.abort();
    await this.#csv.abort();
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
