import { Readable } from "node:stream";
import { AwsError } from "@millrace/wire";
import type { ServiceKernel } from "../../../kernel/service.ts";
import type { ResultWriter } from "../definition/definition.ts";
import type { TaskRunner } from "../integrations/task-runner.ts";
import { isArray, isObject, type Json, toText } from "../json.ts";
import { dataBytesMax } from "../model.ts";
import { fillJsonata } from "../run/evaluate-jsonata.ts";
import { fillTemplate } from "../run/evaluate-path.ts";
import type { Run } from "../run/run.ts";
import { StateFailure } from "../run/state-failure.ts";
import { type Host, Step } from "../run/step.ts";
import type { Thread } from "../run/thread.ts";
import type { ChildResult, MapRun, Outcome } from "./map-run.ts";
import type { MapRunStore } from "./map-run-store.ts";

export interface ResultWriting {
  readonly run: Run;
  readonly thread: Thread;
  readonly mapRun: MapRun;
  readonly results: MapRunStore;
  readonly kernel: ServiceKernel;
  readonly tasks: TaskRunner;
}

/** Bytes of results that one file holds before the next is begun. */
const fileBytes = 4 * 1024 * 1024;
/** Characters that are handed on at a time. */
const pieceLength = 64 * 1024;

/** What a distributed Map answers: the outputs of its children, or where they have been written. Throws StateFailure. */
export async function writeResults(writing: ResultWriting): Promise<Json> {
  const { run, thread } = writing;
  const writer = run.stateOf(thread).ResultWriter;
  return writer?.Resource === undefined ? gathered(writing, writer) : exported(writing, writer);
}

function gathered({ mapRun, results, thread }: ResultWriting, writer: ResultWriter | undefined): Json {
  const outputs: Json[] = [];
  let bytes = 2;
  for (const result of results.results(mapRun.arn)) {
    if (result.outcome !== "succeeded") continue;
    const entries = entriesOf(result, writer?.WriterConfig?.Transformation ?? "COMPACT", mapRun);
    bytes += entries.reduce((sum: number, entry) => sum + Buffer.byteLength(toText(entry)) + 1, 0);
    if (bytes > dataBytesMax) throw tooMuch(thread.state);
    outputs.push(...entries);
  }
  return outputs;
}

const tooMuch = (state: string): StateFailure =>
  new StateFailure(
    "States.DataLimitExceeded",
    `The state/task '${state}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );

const parsed = (text: string | undefined): Json => (text === undefined ? null : (JSON.parse(text) as Json));

function shownAs(result: ChildResult, transformation: string, mapRun: MapRun): Json {
  if (transformation !== "NONE") return parsed(result.output);
  const machine = mapRun.executionArn.replace(":execution:", ":stateMachine:").split(":").slice(0, 7).join(":");
  return {
    ...(result.cause === undefined ? {} : { Cause: result.cause }),
    ...(result.error === undefined ? {} : { Error: result.error }),
    ExecutionArn: result.executionArn,
    Input: result.input,
    InputDetails: { Included: true },
    Name: result.name,
    ...(result.output === undefined ? {} : { Output: result.output }),
    OutputDetails: { Included: true },
    RedriveCount: result.redriveCount,
    RedriveStatus: "NOT_REDRIVABLE",
    StartDate: new Date(result.startedAt).toISOString(),
    StateMachineArn: `${machine}/${mapRun.label}`,
    Status: result.status,
    StopDate: new Date(result.stoppedAt).toISOString(),
  };
}

/** The kinds of files, with the outcomes that they tell of. */
const kinds = {
  SUCCEEDED: ["succeeded"],
  FAILED: ["failed", "timedOut"],
  PENDING: ["aborted"],
} satisfies Readonly<Record<string, readonly Outcome[]>>;

/** What is not successful is written whole, whatever becomes of the rest. */
function entriesOf(result: ChildResult, transformation: string | undefined, mapRun: MapRun): readonly Json[] {
  const shown = shownAs(result, result.outcome === "succeeded" ? (transformation ?? "NONE") : "NONE", mapRun);
  return transformation === "FLATTEN" && isArray(shown) ? shown : [shown];
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html */
async function exported(writing: ResultWriting, writer: ResultWriter): Promise<Json> {
  const { run, mapRun, kernel, tasks } = writing;
  const { Bucket, folder } = await destinationOf(writing, writer);
  const principal = await tasks.sessions.principal(run.execution.roleArn, run.execution.machineArn, undefined);
  const put = async (name: string, pieces: Iterable<Buffer>): Promise<void> => {
    const input = { Bucket, Key: `${folder}/${name}`, Body: Readable.from(pieces), ContentType: "application/json" };
    await kernel.aws.call("s3", "PutObject", input, { principal }).catch((error: unknown) => {
      throw error instanceof AwsError ? new StateFailure("States.ResultWriterFailed", error.message) : error;
    });
  };
  const config = writer.WriterConfig ?? {};
  const files: Record<string, { Key: string; Size: number }[]> = { FAILED: [], PENDING: [], SUCCEEDED: [] };
  for (const [kind, outcomes] of Object.entries(kinds)) {
    if (outcomes.every((outcome) => mapRun.children[outcome] === 0)) continue;
    const texts = textsOf(outcomes, writing, config.Transformation);
    const written: { Key: string; Size: number }[] = [];
    for (let next = texts.next(); next.done !== true; next = texts.next()) {
      const file = new ResultFile(next.value, texts, config.OutputType === "JSONL");
      const name = `${kind}_${written.length}.${file.isLines ? "jsonl" : "json"}`;
      await put(name, file.pieces());
      written.push({ Key: `${folder}/${name}`, Size: file.bytes });
    }
    files[kind] = written;
  }
  const manifest = { DestinationBucket: Bucket, MapRunArn: mapRun.arn, ResultFiles: files };
  await put("manifest.json", [Buffer.from(JSON.stringify(manifest))]);
  return { MapRunArn: mapRun.arn, ResultWriterDetails: { Bucket, Key: `${folder}/manifest.json` } };
}

/** The entries of children that ended in one of some ways, as they are written. */
function* textsOf(
  outcomes: readonly Outcome[],
  { results, mapRun }: ResultWriting,
  transformation: string | undefined,
): Generator<string, void> {
  for (const result of results.results(mapRun.arn)) {
    if (!outcomes.includes(result.outcome)) continue;
    for (const entry of entriesOf(result, transformation, mapRun)) yield toText(entry);
  }
}

/** One file of results, made as it is written: what children came to is never in memory together. */
class ResultFile {
  readonly isLines: boolean;
  readonly #first: string;
  readonly #rest: Iterator<string, void>;
  bytes = 0;

  constructor(first: string, rest: Iterator<string, void>, isLines: boolean) {
    this.#first = first;
    this.#rest = rest;
    this.isLines = isLines;
  }

  /** Takes entries until there is enough for a file. */
  *pieces(): IterableIterator<Buffer> {
    const [head, between, tail] = this.isLines ? ["", "\n", "\n"] : ["[", ",", "]"];
    let piece = head + this.#first;
    while (this.bytes + piece.length < fileBytes) {
      const next = this.#rest.next();
      if (next.done === true) break;
      piece += between + next.value;
      if (piece.length < pieceLength) continue;
      yield this.#counted(piece);
      piece = "";
    }
    yield this.#counted(piece + tail);
  }

  #counted(text: string): Buffer {
    const bytes = Buffer.from(text);
    this.bytes += bytes.length;
    return bytes;
  }
}

/** A folder for each map run, below the prefix. */
async function destinationOf({ run, thread, mapRun, kernel }: ResultWriting, writer: ResultWriter) {
  const step = new Step({ ids: kernel.ids, now: () => kernel.clock.now() } as Host, run, thread);
  const scope = step.scope();
  const filled =
    step.language === "JSONata"
      ? await fillJsonata(writer.Arguments ?? {}, "ResultWriter/Arguments", { states: { input: scope.input }, scope })
      : fillTemplate(writer.Parameters ?? {}, scope);
  const { Bucket: bucket, Prefix: prefix } = isObject(filled) ? filled : {};
  const id = mapRun.arn.split(":").at(-1) ?? "";
  const under = typeof prefix === "string" ? prefix.replace(/\/$/, "") : "";
  return { Bucket: String(bucket ?? ""), folder: under === "" ? id : `${under}/${id}` };
}
