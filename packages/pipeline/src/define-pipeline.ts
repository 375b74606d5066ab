import type { FieldOf, FileChecks } from "./definition/file-checks.ts";
import { needsOf } from "./definition/needs.ts";
import { refuseContradictions } from "./definition/refuse-contradictions.ts";
import {
  type Alarms,
  type Contract,
  contractDefaults,
  type Database,
  databaseDefaults,
  type Notify,
  notifyDefaults,
  type Protect,
  type Quarantine,
  quarantineDefaults,
  type Rejects,
  type Retain,
  type RunSettings,
  rejectsDefaults,
  retainDefaults,
  runDefaults,
  type Source,
  uploadDefaults,
} from "./definition/settings.ts";
import { type From, from, type Lookups } from "./lookups/lookup.ts";
import type { Pipeline, Step } from "./pipeline.ts";
import type { Tainted } from "./protect/personal.ts";
import { type Sink, type SinksFor, to } from "./sinks/to.ts";
import type { OutputOf, StandardSchema } from "./standard-schema.ts";
import type { LookupContext, StepContext } from "./step-context.ts";

/** The order of the members matters: TypeScript infers the type of each from those above it. */
export interface Definition<
  Schema extends StandardSchema,
  Field extends string,
  Branches extends object,
  Row,
  Found extends Lookups,
> {
  /** Names everything that is deployed: 2 to 40 lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Where files arrive, and in which formats. */
  readonly source: Source;
  /** Any Standard Schema (Zod, Valibot, ArkType and others); its output is the row that the branches get. */
  readonly schema: Schema;
  /** The fields that identify a record: of several in one file the later ones are rejected as `primary-key`. */
  readonly key?: readonly FieldOf<OutputOf<Schema>>[];
  /** Fields that must not reach a sink as they are. */
  readonly pii?: readonly (Field & keyof OutputOf<Schema>)[];
  /** What is kept so that protected values can be had back. */
  readonly protect?: Protect;
  /** What to do where a file departs from the schema. */
  readonly contract?: Contract;
  /** What must hold for a file as a whole. */
  readonly checks?: FileChecks<OutputOf<Schema>>;
  /** How many rejected records are too many. */
  readonly quarantine?: Quarantine;
  /** Where rejected records are written, and how much of them. */
  readonly rejects?: Rejects;
  /** How long the ledger, the rejects and the logs are kept. */
  readonly retain?: Retain;
  /** Where steps look things up: `context.lookup.NAME(key)`, in batches, each key once. */
  readonly lookups?: (from: From) => Found;
  /**
   * Steps that do not depend on each other; each gets the same row. What a step does follows from its row and its context alone: it is
   * called again when a piece of a file is read again, and not at all where it does the same to every row.
   */
  readonly parallel: {
    readonly [Key in keyof Branches]: (
      row: Tainted<OutputOf<Schema>, Field>,
      context: LookupContext<Found>,
    ) => Branches[Key] | Promise<Branches[Key]>;
  };
  /** Puts the results of the branches together into the row that is stored. */
  readonly consolidate: (results: Readonly<Branches>, context: StepContext) => Row;
  /** Where rows go, by names of your own. As long as a personal field would reach one, there are none: the compiler names the field. */
  readonly sinks: (to: SinksFor<Row>) => Readonly<Record<string, Sink>>;
  /** Queues that hear what became of a file. */
  readonly notify?: Notify;
  /** When to ring, and whom. */
  readonly alarms?: Alarms;
  /** The capacity of the database that `postgres` sinks need. */
  readonly database?: Database;
  /** How files are read: by one function, or by the workflow in pieces. */
  readonly run?: RunSettings;
}

/** Describes a pipeline once: what comes in, what a record must be, what is done to it and where it goes. */
export function definePipeline<
  Schema extends StandardSchema,
  Branches extends object,
  Row extends object,
  const Field extends string = never,
  // biome-ignore lint/complexity/noBannedTypes: a pipeline without look-ups has none of any name.
  Found extends Lookups = {},
>(definition: Definition<Schema, Field, Branches, Row, Found>): Pipeline {
  const { upload } = definition.source;
  const parts = {
    name: definition.name,
    source: {
      ...definition.source,
      events: definition.source.events ?? "notification",
      upload: upload === undefined ? undefined : { ...uploadDefaults, ...upload },
    },
    schema: definition.schema,
    key: definition.key ?? [],
    pii: definition.pii ?? [],
    protect: { vault: false, ...definition.protect },
    contract: { ...contractDefaults, ...definition.contract },
    // The one place where types are taken off: the runner gives each function what the one before it returned.
    checks: (definition.checks ?? {}) as FileChecks,
    quarantine: { ...quarantineDefaults, ...definition.quarantine },
    rejects: { ...rejectsDefaults, ...definition.rejects },
    retain: { ...retainDefaults, ...definition.retain },
    lookups: definition.lookups?.(from) ?? {},
    branches: definition.parallel as Readonly<Record<string, Step>>,
    consolidate: definition.consolidate as Pipeline["consolidate"],
    sinks: (definition.sinks as unknown as (builder: typeof to) => Pipeline["sinks"])(to),
    notify: { ...notifyDefaults, ...definition.notify },
    alarms: definition.alarms ?? {},
    database: { ...databaseDefaults, ...definition.database },
    run: { ...runDefaults, ...definition.run },
  };
  const pipeline: Pipeline = { ...parts, needs: needsOf(parts) };
  refuseContradictions(pipeline);
  return pipeline;
}
