import { PipelineError } from "./pipeline-error.ts";
import type { PersonalPaths, Tainted } from "./protect/personal.ts";
import type { Reader } from "./reader.ts";
import { type SingleTable, type SingleTableOptions, singleTable } from "./sinks/single-table.ts";
import type { OutputOf, StandardSchema } from "./standard-schema.ts";
import type { StepContext } from "./step-context.ts";

export interface Source {
  readonly bucket: string;
  /** Only objects whose key begins with this are files of the pipeline; the rejects go elsewhere in the same bucket. */
  readonly prefix: string;
  /** The formats that partners may send; which one a file has is found out from its content, then from its name. */
  readonly formats: Readonly<Record<string, Reader>>;
  readonly partnerFrom?: (name: string) => string | undefined;
}

/** When a file has more rejected records than either limit allows, nothing of it is published. */
export interface Quarantine {
  readonly maxErrors?: number;
  /** Rejected records divided by all records, 0 to 1. */
  readonly maxErrorRate?: number;
  readonly onExceed?: "fail-file";
}

export interface Rejects {
  /** Where in the bucket the rejected records of each file are written; `rejects/` unless told otherwise. */
  readonly prefix?: string;
  /** Whether a rejected record keeps its personal values as they are; masked unless told otherwise. */
  readonly raw?: "masked" | "whole";
}

export interface Retain {
  /** Days after which the ledger forgets a file; for ever unless told otherwise. */
  readonly ledgerDays?: number;
}

/** The sinks as long as no personal value can reach them; otherwise a type without sinks that names the field. */
export type SinksFor<Row> = [PersonalPaths<Row>] extends [never]
  ? To<Row>
  : { readonly error: "a personal field reaches a sink without an action"; readonly field: PersonalPaths<Row> };

export interface To<Row> {
  singleTable(options: SingleTableOptions<Row>): SingleTable;
}

export type Sink = SingleTable;

/** The order of the members matters: TypeScript infers the type of each from those above it. */
export interface Definition<Schema extends StandardSchema, Field extends string, Branches extends object, Row> {
  readonly name: string;
  readonly source: Source;
  /** Any Standard Schema (Zod, Valibot, ArkType and others); its output is the row that the branches get. */
  readonly schema: Schema;
  /** Fields that must not reach a sink as they are. */
  readonly pii?: readonly (Field & keyof OutputOf<Schema>)[];
  readonly quarantine?: Quarantine;
  readonly rejects?: Rejects;
  readonly retain?: Retain;
  /** Steps that do not depend on each other; each gets the same row. */
  readonly parallel: {
    readonly [Key in keyof Branches]: (
      row: Tainted<OutputOf<Schema>, Field>,
      context: StepContext,
    ) => Branches[Key] | Promise<Branches[Key]>;
  };
  /** Puts the results of the branches together into the row that is stored. */
  readonly consolidate: (results: Readonly<Branches>, context: StepContext) => Row;
  readonly sinks: (to: SinksFor<Row>) => Readonly<Record<string, Sink>>;
}

export type Step = (row: object, context: StepContext) => unknown;

/** A definition with its types taken off and its defaults filled in: what the runner, the plan and the handlers work with. */
export interface Pipeline {
  readonly name: string;
  readonly source: Source;
  readonly schema: StandardSchema;
  readonly pii: readonly string[];
  readonly quarantine: Required<Quarantine>;
  readonly rejects: Required<Rejects>;
  readonly retain: Retain;
  readonly branches: Readonly<Record<string, Step>>;
  readonly consolidate: (results: object, context: StepContext) => unknown;
  readonly sinks: Readonly<Record<string, Sink>>;
}

/** Describes a pipeline once: what comes in, what a record must be, what is done to it and where it goes. */
export function definePipeline<
  Schema extends StandardSchema,
  Branches extends object,
  Row extends object,
  const Field extends string = never,
>(definition: Definition<Schema, Field, Branches, Row>): Pipeline {
  const to: To<Row> = { singleTable };
  const pipeline: Pipeline = {
    name: definition.name,
    source: definition.source,
    schema: definition.schema,
    pii: definition.pii ?? [],
    quarantine: {
      maxErrors: Number.POSITIVE_INFINITY,
      maxErrorRate: 1,
      onExceed: "fail-file",
      ...definition.quarantine,
    },
    rejects: { prefix: "rejects/", raw: "masked", ...definition.rejects },
    retain: definition.retain ?? {},
    // The one place where types are taken off: the runner gives each function what the one before it returned.
    branches: definition.parallel as Readonly<Record<string, Step>>,
    consolidate: definition.consolidate as Pipeline["consolidate"],
    sinks: definition.sinks(to as SinksFor<Row>),
  };
  refuseContradictions(pipeline);
  return pipeline;
}

/** Short enough that every name derived from it fits: an IAM role's name has at most 64 characters. */
const pipelineName = /^[a-z][a-z0-9-]{1,39}$/;

function refuseContradictions(pipeline: Pipeline): void {
  const { name, source, rejects, quarantine } = pipeline;
  if (!pipelineName.test(name)) {
    throw refusal(`Cannot name a pipeline "${name}": expected 2 to 40 of a-z, 0-9 and hyphen, a letter first`);
  }
  if (rejects.prefix.startsWith(source.prefix)) {
    throw refusal(
      `Cannot write rejects to "${rejects.prefix}" as files of "${source.prefix}" start the pipeline: expected a prefix outside of it`,
    );
  }
  if (!(quarantine.maxErrors >= 0) || !(quarantine.maxErrorRate >= 0 && quarantine.maxErrorRate <= 1)) {
    throw refusal("Cannot use this quarantine: expected maxErrors of 0 or more and maxErrorRate from 0 to 1");
  }
  if (Object.keys(source.formats).length === 0) throw refusal("Cannot read files: expected at least one format");
  if (Object.keys(pipeline.branches).length === 0) throw refusal("Cannot make rows: expected at least one branch");
  if (Object.keys(pipeline.sinks).length === 0) throw refusal("Cannot store rows: expected at least one sink");
}

const refusal = (message: string): PipelineError => new PipelineError("definition-error", message);
