import { isDeepStrictEqual } from "node:util";
import { BatchGetItemCommand } from "@aws-sdk/client-dynamodb";
import {
  type Accepted,
  checkFile,
  type FileReport,
  originAttributes,
  partitionKey,
  type SingleTable,
  sortKey,
} from "@millrace/pipeline";
import { type AttributeItem, toItem } from "../attribute-value.ts";
import type { SourceFile } from "../ledger/run.ts";
import { lookupSource } from "../lookups/lookup-source.ts";
import { openFile } from "../source/open-file.ts";
import type { Tools } from "../tools.ts";

/** What reading a file would do to the single table. */
export interface FileComparison extends FileReport {
  readonly created: number;
  readonly updated: number;
  /** There already, and the same; or not to be replaced. */
  readonly unchanged: number;
}

/** What BatchGetItem takes. */
const keysMax = 100;

/** Reads a file of the bucket with today's definition and says what would come of it, before anything is written. */
export async function compareFile(tools: Tools, file: SourceFile): Promise<FileComparison> {
  const { pipeline, clients } = tools;
  const found = { created: 0, updated: 0, unchanged: 0 };
  const sinks = Object.entries(pipeline.sinks).flatMap(([name, sink]) =>
    sink.kind === "single-table" ? [{ name, sink }] : [],
  );
  const batches: (readonly Accepted[])[] = [];
  const report = await checkFile(pipeline, compared(await openFile(clients.s3, file)), {
    name: file.key,
    hashKey: await tools.hashKey(),
    lookups: lookupSource(tools, file.bucket),
    vault: async () => undefined,
    onBatch: ({ outcomes }) => {
      batches.push(outcomes.flatMap((outcome) => (outcome.kind === "accepted" ? [outcome] : [])));
    },
  });
  await compareBatches();
  return { ...report, ...found };

  /** Rows are compared as the file is read, so that few of them are held. */
  async function* compared(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const block of bytes) {
      await compareBatches();
      yield block;
    }
  }

  async function compareBatches(): Promise<void> {
    for (const rows of batches.splice(0)) {
      for (const { name, sink } of sinks) {
        const items = rows.flatMap(({ items: { [name]: item } }) => (item === undefined ? [] : [toItem(item)]));
        for (let from = 0; from < items.length; from += keysMax) {
          await compareItems(tools, sink, items.slice(from, from + keysMax), found);
        }
      }
    }
  }
}

async function compareItems(
  { clients, config }: Tools,
  { on }: SingleTable,
  items: readonly AttributeItem[],
  found: { created: number; updated: number; unchanged: number },
): Promise<void> {
  const byKey = new Map(items.map((item) => [keyText(item), item]));
  const existing = new Map<string, AttributeItem>();
  let left = [...byKey.values()].map(keyOf);
  while (left.length > 0) {
    const { Responses, UnprocessedKeys } = await clients.dynamodb.send(
      new BatchGetItemCommand({ RequestItems: { [config.table]: { Keys: left } } }),
    );
    for (const item of Responses?.[config.table] ?? []) existing.set(keyText(item), item);
    left = UnprocessedKeys?.[config.table]?.Keys ?? [];
  }
  for (const [key, item] of byKey) {
    const before = existing.get(key);
    if (before === undefined) found.created++;
    else if (on === "insert-once" || isDeepStrictEqual(withoutOrigin(before), withoutOrigin(item))) found.unchanged++;
    else found.updated++;
  }
}

const keyOf = (item: AttributeItem): AttributeItem =>
  Object.fromEntries(Object.entries(item).filter(([name]) => name === partitionKey || name === sortKey));

const keyText = (item: AttributeItem): string => JSON.stringify([item[partitionKey]?.S, item[sortKey]?.S]);

const origins: readonly string[] = Object.values(originAttributes);

const withoutOrigin = (item: AttributeItem): AttributeItem =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !origins.includes(name)));
