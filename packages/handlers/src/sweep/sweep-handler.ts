import { BatchGetItemCommand } from "@aws-sdk/client-dynamodb";
import {
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from "@aws-sdk/client-s3";
import { partitionKey, sortKey } from "@millrace/pipeline";
import { toItem } from "../attribute-value.ts";
import { handleFile } from "../create-file-handler.ts";
import { interruptedCode } from "../ledger/ledger.ts";
import { type Run, readRun, runIdOf, runPartition, runSort, type SourceFile } from "../ledger/run.ts";
import { noSequencer } from "../source/event.ts";
import type { LambdaContext, Tools } from "../tools.ts";

export interface SweepResult {
  readonly seen: number;
  readonly started: number;
  /** Whether time ran out before all were started; the next sweep goes on. */
  readonly isPartial: boolean;
}

/** A file whose event may still come is left alone for so long. */
const graceMs = 15 * 60_000;

/** Nothing is begun any more when the function has less time than this left. */
const reserveMs = 60_000;

const dayMs = 24 * 60 * 60_000;

/**
 * Compares the bucket with the ledger and starts what was lost: files that nobody has heard of, runs whose owner is gone. What is older
 * than the ledger remembers is left alone.
 */
export async function sweep(tools: Tools, context: LambdaContext): Promise<SweepResult> {
  const { clients, pipeline, clock, bucket } = tools;
  const { prefix } = pipeline.source;
  const { ledgerDays } = pipeline.retain;
  const oldest = ledgerDays === undefined ? 0 : clock.now() - ledgerDays * dayMs;
  const remaining = (): number => context.getRemainingTimeInMillis?.() ?? Number.POSITIVE_INFINITY;
  let seen = 0;
  let started = 0;
  for await (const files of filesIn(clients.s3, bucket, prefix)) {
    const due = files.filter(({ arrivedAt }) => arrivedAt < clock.now() - graceMs && arrivedAt > oldest);
    seen += files.length;
    for (const file of await lostOf(tools, due)) {
      if (remaining() < reserveMs) return { seen, started, isPartial: true };
      const { outcome } = await handleFile(tools, file, context.awsRequestId);
      if (outcome !== "duplicate") started++;
    }
  }
  return { seen, started, isPartial: false };
}

/** The files of the bucket, each in its latest version, a page at a time: as many as one BatchGetItem takes. */
async function* filesIn(s3: S3Client, bucket: string, prefix: string): AsyncGenerator<readonly SourceFile[]> {
  let from: Pick<ListObjectVersionsCommandInput, "KeyMarker" | "VersionIdMarker"> | undefined = {};
  while (from !== undefined) {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, MaxKeys: 100, ...from }),
    );
    yield (page.Versions ?? [])
      .filter(({ IsLatest }) => IsLatest)
      .map((version) => ({
        bucket,
        key: version.Key ?? "",
        size: version.Size ?? 0,
        eTag: (version.ETag ?? "").replaceAll('"', ""),
        versionId: version.VersionId === "null" ? undefined : version.VersionId,
        sequencer: noSequencer,
        arrivedAt: version.LastModified?.getTime() ?? 0,
      }));
    const { IsTruncated, NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
    from = IsTruncated && KeyMarker !== undefined ? { KeyMarker, VersionIdMarker } : undefined;
  }
}

async function lostOf({ clients, config, clock }: Tools, files: readonly SourceFile[]): Promise<readonly SourceFile[]> {
  if (files.length === 0) return [];
  const runs = new Map<string, Run & { readonly leaseUntil?: number }>();
  const keyOf = (file: SourceFile) => toItem({ [partitionKey]: runPartition(runIdOf(file)), [sortKey]: runSort });
  let left = files.map(keyOf);
  while (left.length > 0) {
    const { Responses, UnprocessedKeys } = await clients.dynamodb.send(
      new BatchGetItemCommand({ RequestItems: { [config.table]: { Keys: left, ConsistentRead: true } } }),
    );
    for (const item of Responses?.[config.table] ?? []) {
      const run = readRun(item);
      if (run !== undefined) runs.set(run.runId, run);
    }
    left = UnprocessedKeys?.[config.table]?.Keys ?? [];
  }
  return files.filter((file) => {
    const run = runs.get(runIdOf(file));
    if (run === undefined || run.reason?.code === interruptedCode) return true;
    return run.status === "running" && (run.leaseUntil ?? 0) < clock.now();
  });
}
