import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from "@aws-sdk/client-dynamodb";
import type { Clock } from "@millrace/core";
import { expiryAttribute, partitionKey, sortKey } from "@millrace/pipeline";
import { toItem } from "../attribute-value.ts";
import { HandlerError } from "../handler-error.ts";
import {
  type Progress,
  type Run,
  readRun,
  runIdOf,
  runIndexKeys,
  runPartition,
  runSort,
  type SourceFile,
} from "./run.ts";

export interface LedgerOptions {
  readonly dynamodb: DynamoDBClient;
  readonly clock: Clock;
  readonly table: string;
  readonly pipeline: string;
  readonly leaseMs: number;
  readonly ledgerDays: number | undefined;
}

/** What the owner of a claim knows of its run. */
export interface Claim {
  readonly runId: string;
  readonly owner: string;
  readonly file: SourceFile;
  readonly startedAt: string;
  readonly attempts: number;
  /** How often the run was opened again on purpose; what an earlier generation has stored is stored again. */
  readonly generation: number;
  /** When the ledger may forget the run, in seconds since the epoch. */
  readonly expiresAt: number | undefined;
}

export type Claimed = { readonly claim: Claim } | { readonly claim: undefined; readonly existing: Run };

/** The reason of a run that no attempt could end. Unlike other failures it may go well when the event comes once more. */
export const interruptedCode = "interrupted";

/** The reason of a run that somebody ended. Its file is read again only when it is sent again, or the run is opened again. */
export const cancelledCode = "cancelled";

/** What its end says of a run. */
export type RunEnd = Pick<
  Run,
  "status" | "counts" | "estimatedCost" | "format" | "encoding" | "reason" | "drift" | "rejects"
>;

const dayMs = 24 * 60 * 60 * 1000;

/** The items of runs in the single table. Every change is a conditional write, so that one run has one owner at a time. */
export class Ledger {
  readonly #options: LedgerOptions;

  constructor(options: LedgerOptions) {
    this.#options = options;
  }

  /**
   * Claims the run of a file for `owner`, or tells who has it. Free are: a run that nobody began, one whose lease has run
   * out, and one that failed and was interrupted or whose file was sent again since. The same owner coming again is Lambda trying the same
   * event once more, so its earlier attempt is over, whatever the lease says.
   */
  async claim(file: SourceFile, owner: string, leaseMs = this.#options.leaseMs): Promise<Claimed> {
    const runId = runIdOf(file);
    const now = this.#options.clock.now();
    const first = await this.#take(file, runId, owner, {
      attempts: "attempts = :one",
      condition:
        "attribute_not_exists(#pk) OR (#status = :running AND leaseUntil < :now AND #owner <> :owner) OR " +
        "(#status = :failed AND (sequencer < :sequencer OR reason.#code = :interrupted))",
      names: { "#pk": partitionKey, "#code": "code" },
      values: { now, failed: "failed", sequencer: file.sequencer, interrupted: interruptedCode },
      leaseMs,
    });
    if (first.claim !== undefined || first.existing.status !== "running") return first;
    return this.#take(file, runId, owner, {
      attempts: "attempts = attempts + :one",
      condition: "#status = :running AND #owner = :owner",
      names: {},
      values: {},
      leaseMs,
    });
  }

  /** Keeps a claim alive; throws where another owner has taken it over, or the run was cancelled. */
  async renew(claim: Claim, leaseMs = this.#options.leaseMs, progress?: Progress): Promise<void> {
    await this.#change(claim, { leaseUntil: this.#options.clock.now() + leaseMs, progress });
  }

  /** Ends a run because somebody wants it to. */
  cancel(runId: string): Promise<boolean> {
    return this.stop(runId, { code: cancelledCode, message: "Somebody cancelled the run" });
  }

  /** Ends a run from outside: whoever works on it stops when it next keeps its claim. False where it has ended already. */
  async stop(runId: string, reason: NonNullable<Run["reason"]>): Promise<boolean> {
    const run = await this.find(runId);
    if (run?.status !== "running") return false;
    const now = this.#options.clock.now();
    const keys = runIndexKeys({ ...run, status: "failed" });
    const ended = { status: "failed", reason, finishedAt: new Date(now).toISOString(), leaseUntil: 0, ...keys };
    const update = assignments(ended);
    try {
      await this.#options.dynamodb.send(
        new UpdateItemCommand({
          ...this.#keyOf(runId),
          UpdateExpression: `SET ${update.text}`,
          ConditionExpression: "#status = :running",
          ExpressionAttributeNames: { ...update.names, "#status": "status" },
          ExpressionAttributeValues: { ...update.values, ":running": { S: "running" } },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** Lets a run that has ended be claimed once more; false where it has not ended. */
  async reopen(runId: string): Promise<boolean> {
    const reason = { code: interruptedCode, message: "The run was opened again" };
    const values = toItem({ failed: "failed", running: "running", reason, zero: 0, one: 1 }, ":");
    try {
      await this.#options.dynamodb.send(
        new UpdateItemCommand({
          ...this.#keyOf(runId),
          UpdateExpression:
            "SET #status = :failed, reason = :reason, generation = if_not_exists(generation, :zero) + :one",
          ConditionExpression: "attribute_exists(#status) AND #status <> :running",
          ExpressionAttributeNames: { "#status": "status" },
          ExpressionAttributeValues: values,
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** Notes that somebody has looked at the rejects of a run and wants no more of them. */
  async discardRejects(runId: string): Promise<void> {
    const discarded = assignments({ rejectsDiscardedAt: new Date(this.#options.clock.now()).toISOString() });
    await this.#options.dynamodb.send(
      new UpdateItemCommand({
        ...this.#keyOf(runId),
        UpdateExpression: `SET ${discarded.text}`,
        ConditionExpression: "attribute_exists(#status)",
        ExpressionAttributeNames: { ...discarded.names, "#status": "status" },
        ExpressionAttributeValues: discarded.values,
      }),
    );
  }

  /** What is known of a run, if anything. */
  async find(runId: string): Promise<Run | undefined> {
    const { Item = {} } = await this.#options.dynamodb.send(
      new GetItemCommand({ ...this.#keyOf(runId), ConsistentRead: true }),
    );
    return readRun(Item);
  }

  /** Notes why a run is about to fail; what was noted first stays. Nothing where the run has ended already. */
  async noteFailure(runId: string, failure: NonNullable<Run["reason"]>): Promise<void> {
    try {
      await this.#options.dynamodb.send(
        new UpdateItemCommand({
          ...this.#keyOf(runId),
          UpdateExpression: "SET failure = if_not_exists(failure, :failure)",
          ConditionExpression: "#status = :running",
          ExpressionAttributeNames: { "#status": "status" },
          ExpressionAttributeValues: toItem({ failure, running: "running" }, ":"),
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  /** Gives a claim up at once, so that the next attempt need not wait for the lease. */
  async release(claim: Claim, lastError: string): Promise<void> {
    await this.#change(claim, { leaseUntil: 0, lastError });
  }

  /** Ends a run; `announce` is told of it first, so that it is told again where the ledger could not be written any more. */
  async finish(claim: Claim, end: RunEnd, announce: (run: Run) => Promise<void>): Promise<Run> {
    const now = this.#options.clock.now();
    const { file, startedAt, runId } = claim;
    const { pipeline } = this.#options;
    const finished = {
      ...end,
      finishedAt: new Date(now).toISOString(),
      durationMs: now - Date.parse(startedAt),
      leaseUntil: 0,
    };
    const keys = runIndexKeys({ pipeline, status: end.status, bucket: file.bucket, key: file.key, startedAt, runId });
    const { leaseUntil: _, ...ended } = finished;
    const run: Run = { runId, pipeline, attempts: claim.attempts, startedAt, ...identityOf(file), ...ended };
    await announce(run);
    await this.#change(claim, { ...finished, ...keys });
    return run;
  }

  async #take(
    file: SourceFile,
    runId: string,
    owner: string,
    how: {
      readonly attempts: string;
      readonly condition: string;
      readonly names: Readonly<Record<string, string>>;
      readonly values: Readonly<Record<string, unknown>>;
      readonly leaseMs: number;
    },
  ): Promise<Claimed> {
    const { clock, ledgerDays, pipeline } = this.#options;
    const now = clock.now();
    const startedAt = new Date(now).toISOString();
    const expiresAt = ledgerDays === undefined ? undefined : Math.floor((now + ledgerDays * dayMs) / 1000);
    const set = {
      ...identityOf(file),
      ...runIndexKeys({ pipeline, status: "running", bucket: file.bucket, key: file.key, startedAt, runId }),
      entity: "run",
      runId,
      pipeline,
      status: "running",
      owner,
      leaseUntil: now + how.leaseMs,
      startedAt,
      [expiryAttribute]: expiresAt,
    };
    const update = assignments(set);
    try {
      const { Attributes = {} } = await this.#options.dynamodb.send(
        new UpdateItemCommand({
          ...this.#keyOf(runId),
          UpdateExpression: `SET ${update.text}, ${how.attempts} REMOVE reason, failure, finishedAt, durationMs, counts, estimatedCost, drift, rejects, progress`,
          ConditionExpression: how.condition,
          ExpressionAttributeNames: { ...update.names, "#status": "status", "#owner": "owner", ...how.names },
          ExpressionAttributeValues: {
            ...update.values,
            ...toItem({ one: 1, running: "running", owner, ...how.values }, ":"),
          },
          ReturnValues: "ALL_NEW",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      const attempts = Number(Attributes["attempts"]?.N ?? 1);
      const generation = Number(Attributes["generation"]?.N ?? 0);
      return { claim: { runId, owner, file, startedAt, attempts, generation, expiresAt } };
    } catch (error) {
      const existing = error instanceof ConditionalCheckFailedException ? readRun(error.Item ?? {}) : undefined;
      if (existing === undefined) throw error;
      return { claim: undefined, existing };
    }
  }

  async #change(claim: Claim, set: object): Promise<void> {
    const update = assignments(set);
    try {
      await this.#options.dynamodb.send(
        new UpdateItemCommand({
          ...this.#keyOf(claim.runId),
          UpdateExpression: `SET ${update.text}`,
          ConditionExpression: "#status = :running AND #owner = :owner",
          ExpressionAttributeNames: { ...update.names, "#status": "status", "#owner": "owner" },
          ExpressionAttributeValues: { ...update.values, ...toItem({ running: "running", owner: claim.owner }, ":") },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      throw new HandlerError(
        "lease-lost",
        `Cannot go on with run ${claim.runId}: another owner has taken it over`,
        error,
      );
    }
  }

  #keyOf(runId: string): Pick<UpdateItemCommandInput, "TableName" | "Key"> {
    const key = { [partitionKey]: runPartition(runId), [sortKey]: runSort };
    return { TableName: this.#options.table, Key: toItem(key) };
  }
}

const identityOf = ({ bucket, key, size, eTag, versionId, sequencer, arrivedAt }: SourceFile) => ({
  bucket,
  key,
  size,
  eTag,
  ...(versionId === undefined ? {} : { versionId }),
  sequencer,
  arrivedAt,
});

/** `SET` clauses for the members of an object that are not undefined; every name goes through a placeholder, as many are reserved. */
function assignments(set: object) {
  const entries = Object.entries(set).filter(([, value]) => value !== undefined);
  return {
    text: entries.map((_, index) => `#s${index} = :s${index}`).join(", "),
    names: Object.fromEntries(entries.map(([name], index) => [`#s${index}`, name])),
    values: toItem(Object.fromEntries(entries.map(([, value], index) => [`:s${index}`, value]))),
  };
}
