import { expiryAttribute, indexKeys, partitionKey, sortKey } from "@millrace/pipeline";
import { type Drawing, hasFileFunction, ids, named, scratchPrefix } from "../drawing.ts";
import { text } from "../expression.ts";
import { fileIndex, statusIndex } from "../names.ts";
import type { BucketPart, Part, SecretPart, TablePart } from "../plan.ts";
import { PlanError } from "../plan-error.ts";

/** Scratch is of use while a run lasts, and to somebody who looks into why it failed. */
const scratchDays = 7;

/** What holds a pipeline's data. */
export function storageOf(drawing: Drawing): readonly Part[] {
  const { needs, sinks } = drawing.pipeline;
  const filesTables = Object.values(sinks).filter((sink) => sink.kind === "file-table");
  return [
    bucketOf(drawing),
    ledgerOf(drawing),
    ...filesTables.slice(0, 1).map(({ table, key, capacity }) => filesTableOf(drawing, { table, key, capacity })),
    ...(needs.vault ? [vaultOf(drawing)] : []),
    ...(needs.hashKey ? [hashKeyOf(drawing)] : []),
  ];
}

function bucketOf(drawing: Drawing): BucketPart {
  const { pipeline, isKept } = drawing;
  const { rejects, retain, needs, source, name } = pipeline;
  const isNotifying = source.events === "notification";
  return {
    kind: "bucket",
    id: ids.bucket,
    name: text`${{ parameter: "bucketName" }}`,
    isKept,
    expiries: [
      ...(needs.workflow ? [{ id: "scratch", prefix: scratchPrefix(pipeline), days: scratchDays }] : []),
      ...(retain.rejectsDays === undefined
        ? []
        : [{ id: "rejects", prefix: `${rejects.prefix}${name}/`, days: retain.rejectsDays }]),
    ],
    isOnEventBridge: !isNotifying,
    notifications:
      isNotifying && hasFileFunction(pipeline)
        ? [
            {
              id: `${name}-files`,
              prefix: source.prefix,
              function: ids.file,
              sid: "LetTheBucketStartTheFunction",
            },
          ]
        : [],
  };
}

/** Rows and ledger in one table. */
function ledgerOf({ pipeline, isKept }: Drawing): TablePart {
  const wanted = Object.values(pipeline.sinks).flatMap((sink) => (sink.kind === "single-table" ? sink.indexes : []));
  const taken = wanted.find((name) => name === fileIndex || name === statusIndex);
  if (taken !== undefined) {
    throw new PlanError("index-name-taken", `Cannot name an index "${taken}": the ledger has one of that name`, {
      index: taken,
    });
  }
  return {
    kind: "table",
    id: ids.table,
    name: named(""),
    isKept,
    partitionKey,
    sortKey,
    indexes: [fileIndex, statusIndex, ...new Set(wanted)].map((name) => {
      const { pk, sk } = indexKeys(name);
      return { name, partitionKey: pk, sortKey: sk };
    }),
    expiryAttribute,
    capacity: undefined,
  };
}

function filesTableOf(
  { isKept }: Drawing,
  { table, key, capacity }: { readonly table: string; readonly key: string; readonly capacity: TablePart["capacity"] },
): TablePart {
  return {
    kind: "table",
    id: ids.filesTable,
    // The name is the definition's own, as others read this table.
    name: text`${table}`,
    isKept,
    partitionKey: key,
    sortKey: undefined,
    indexes: [],
    expiryAttribute: undefined,
    capacity,
  };
}

const vaultOf = ({ isKept }: Drawing): TablePart => ({
  kind: "table",
  id: ids.vault,
  name: named("vault"),
  isKept,
  partitionKey: "token",
  sortKey: undefined,
  indexes: [],
  expiryAttribute: undefined,
  capacity: undefined,
});

const hashKeyOf = ({ isKept }: Drawing): SecretPart => ({
  kind: "secret",
  id: ids.hashKey,
  name: named("hash-key"),
  isKept,
  says: "The key of every hash, token and encrypted value of the pipeline; with another key they no longer match",
  characters: 64,
});
