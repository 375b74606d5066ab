import { checksTogether, type Pipeline } from "@millrace/pipeline";
import { type Cost, type CostLine, costOf } from "./cost.ts";
import { type Prices, virginiaPrices } from "./prices.ts";

/** A file as far as its cost goes. */
export interface FileLoad {
  readonly bytes: number;
  readonly records: number;
  readonly rejected?: number;
}

/** How a file is read: by one function, or by the workflow in chunks. */
export type Way = "function" | "workflow";

export interface FileCostOptions {
  readonly prices?: Prices;
  /** As the definition says for a file of this size, unless told otherwise. */
  readonly way?: Way;
}

/** Measured on one CPU and rounded down: what a function reads, checks and masks in a second. Memory buys CPU: a whole one at 1,769 MB. */
const bytesPerCpuSecond = 20e6;
const mbPerCpu = 1769;
/** What one function writes in a second: batches of 25, eight in flight; a whole chunk by COPY. */
const itemsPerSecond = 4000;
const rowsPerSecond = 40_000;
/** Claiming, finding the format, telling who waits. */
const overheadSeconds = 0.3;
const briefMemoryMb = 256;
/** Writes of the ledger: claim, progress, counts, the end; each also in its index. */
const ledgerWrites = 8;
const logBytesPerFunction = 2000;
const unitBytes = 1024;
/** Of the workflow, beside its chunks: the states from Plan to Finish. */
const statesOutside = 8;
const gigabyte = 1e9;

/** What one file costs to read, check and store. An estimate: AWS's bill says what it was. */
export function fileCost(pipeline: Pipeline, load: FileLoad, options: FileCostOptions = {}): Cost {
  const { prices = virginiaPrices, way = wayOf(pipeline, load) } = options;
  const chunks = way === "workflow" ? Math.max(1, Math.ceil(load.bytes / pipeline.run.chunkBytes)) : 0;
  const branches = Object.keys(pipeline.branches).length;
  const checks = checksTogether(pipeline) ? 1 : 0;
  const shape: Shape = { chunks, branches, checks, prices };
  return costOf([
    ...lambdaLines(pipeline, load, shape),
    ...storageLines(pipeline, load, shape),
    ...tableLines(pipeline, load, prices),
    ...(chunks === 0 ? [] : [statesLine(statesOutside + chunks * (4 + 2 * branches + checks), prices)]),
    ...messageLines(pipeline, load, prices),
  ]);
}

export function wayOf({ run }: Pipeline, { bytes }: FileLoad): Way {
  if (run.mode !== "auto") return run.mode;
  return bytes >= run.largeFileBytes ? "workflow" : "function";
}

interface Shape {
  readonly chunks: number;
  readonly branches: number;
  /** How often the branches are put together before anything is stored. */
  readonly checks: number;
  readonly prices: Prices;
}

function lambdaLines(pipeline: Pipeline, load: FileLoad, { chunks, branches, checks, prices }: Shape): CostLine[] {
  const { memoryMb } = pipeline.run;
  const isWorkflow = chunks > 0;
  const cpu = Math.min(1, memoryMb / mbPerCpu);
  // The workflow reads a file once to plan it and once in every branch; one function reads it to check it, then to store it.
  const reads = isWorkflow ? 1 + branches : 2;
  const reading = (reads * load.bytes) / bytesPerCpuSecond / cpu;
  const functions = isWorkflow ? chunks * (branches + 1 + checks) : 1;
  const brief = isWorkflow ? 3 : 0;
  const seconds = reading + writingSeconds(pipeline, load) + functions * overheadSeconds;
  const gbSeconds = (seconds * memoryMb + brief * overheadSeconds * briefMemoryMb) / 1024;
  const logs = ((functions + brief) * logBytesPerFunction) / gigabyte;
  return [
    {
      service: "AWS Lambda",
      usd: (functions + brief) * prices.lambdaRequest + gbSeconds * prices.lambdaGbSecond,
      why: `${amount(functions + brief)} invocations, ${amount(gbSeconds)} GB-s`,
    },
    { service: "Amazon CloudWatch Logs", usd: logs * prices.logsGb, why: `${amount(logs * 1e3)} MB of logs` },
  ];
}

function writingSeconds(pipeline: Pipeline, { records }: FileLoad): number {
  const kinds = Object.values(pipeline.sinks).map(({ kind }) => kind);
  const items = kinds.filter((kind) => kind === "single-table").length * records;
  const rows = kinds.filter((kind) => kind === "postgres").length * records;
  return items / itemsPerSecond + rows / rowsPerSecond;
}

function storageLines(pipeline: Pipeline, load: FileLoad, { chunks, branches, checks, prices }: Shape): CostLine[] {
  const isWorkflow = chunks > 0;
  const objects = Object.values(pipeline.sinks).filter(({ kind }) => kind === "objects").length;
  const rejects = (load.rejected ?? 0) > 0 ? 2 : 0;
  const writes = 1 + rejects + objects * Math.max(1, chunks) + (isWorkflow ? 1 + chunks * (branches + 2 + checks) : 0);
  const reads = isWorkflow ? 1 + chunks * ((2 + checks) * branches + 1) : 2;
  const gb = load.bytes / gigabyte;
  return [
    {
      service: "Amazon S3",
      usd: writes * prices.s3Write + reads * prices.s3Read + gb * prices.s3GbMonth,
      why: `${amount(writes)} writes, ${amount(reads)} reads, ${amount(gb)} GB kept a month`,
    },
  ];
}

function tableLines(pipeline: Pipeline, load: FileLoad, prices: Prices): CostLine[] {
  const recordBytes = load.records === 0 ? 0 : load.bytes / load.records;
  const units = Math.max(1, Math.ceil(recordBytes / unitBytes));
  let writes = ledgerWrites;
  let copies = 0;
  for (const sink of Object.values(pipeline.sinks)) {
    if (sink.kind === "file-table") writes += 1;
    if (sink.kind !== "single-table") continue;
    copies += 1 + sink.indexes.length;
    writes += load.records * units * (1 + sink.indexes.length);
  }
  const gb = (copies * load.bytes) / gigabyte;
  return [
    {
      service: "Amazon DynamoDB",
      usd: writes * prices.dynamodbWriteUnit + gb * prices.dynamodbGbMonth,
      why: `${amount(writes)} write units, ${amount(gb)} GB kept a month`,
    },
  ];
}

const statesLine = (transitions: number, prices: Prices): CostLine => ({
  service: "AWS Step Functions",
  usd: transitions * prices.statesTransition,
  why: `${amount(transitions)} state transitions`,
});

function messageLines(pipeline: Pipeline, { records }: FileLoad, prices: Prices): CostLine[] {
  const sinks = Object.values(pipeline.sinks).map(({ kind }) => kind);
  const isTold = pipeline.needs.topic;
  const queues = new Set(Object.values(pipeline.notify).flat()).size;
  const batches = Math.ceil(records / 10);
  const messages = (isTold ? queues * 3 : 0) + sinks.filter((kind) => kind === "queue").length * batches;
  const events =
    (pipeline.source.events === "eventbridge" ? 1 : 0) + sinks.filter((kind) => kind === "events").length * records;
  return [
    { service: "Amazon SNS", usd: isTold ? prices.snsRequest : 0, why: "1 message" },
    { service: "Amazon SQS", usd: messages * prices.sqsRequest, why: `${amount(messages)} requests` },
    { service: "Amazon EventBridge", usd: events * prices.eventBridgeEvent, why: `${amount(events)} events` },
    {
      service: "Amazon API Gateway",
      usd: pipeline.needs.upload ? 2 * prices.apiRequest : 0,
      why: "2 requests for an upload URL",
    },
  ];
}

/** Three digits are more than an estimate knows. */
const amount = (value: number): string =>
  Number(value.toPrecision(3)).toLocaleString("en-US", { maximumSignificantDigits: 3 });
