import { FileChecker } from "../checks/file-checker.ts";
import type { Pipeline } from "../pipeline.ts";
import { PipelineError } from "../pipeline-error.ts";
import type { FieldSources } from "../reader.ts";
import type { Rejected, SourceRecord, Written } from "../record.ts";
import { isTypeIssue, rejectIssues, rejectRecord } from "../run/check-record.ts";
import { jsonSchemaOf } from "../schema/json-schema.ts";
import type { SchemaIssue, SchemaResult } from "../standard-schema.ts";
import { type Acceptor, acceptorOf } from "./acceptor.ts";
import { type Drift, DriftLog } from "./drift.ts";
import { MemberNames } from "./member-names.ts";

/** A record that keeps the contract. */
export interface Checked {
  readonly kind: "row";
  readonly row: unknown;
}

/** Holds the records of one file against the schema and the contract's rules for what departs from it. */
export class RecordChecker {
  /** What is asked of the file as a whole. */
  readonly file: FileChecker;
  readonly #pipeline: Pipeline;
  /** Undefined where the schema cannot say which fields it knows. */
  readonly #expected: readonly string[] | undefined;
  readonly #log = new DriftLog();
  readonly #members: MemberNames;
  readonly #accepted: Acceptor | undefined;

  constructor(pipeline: Pipeline, sources: FieldSources) {
    const properties = jsonSchemaOf(pipeline.schema, "input")?.properties;
    this.#pipeline = pipeline;
    this.#expected = properties === undefined ? undefined : Object.keys(properties);
    const known = new Set([...(this.#expected ?? []), ...Object.values(sources).flatMap(firstSteps)]);
    this.#members = new MemberNames(known, this.#log);
    this.#accepted = acceptorOf(pipeline.schema);
    this.file = new FileChecker(pipeline);
  }

  /** What has been found so far. */
  get drift(): Drift {
    return this.#log.drift(this.#expected ?? []);
  }

  /** Undefined for a trailer, which is no record. A promise only where the schema returns one. */
  check(record: SourceRecord): Checked | Rejected | undefined | Promise<Checked | Rejected> {
    if (this.file.takeTrailer(record.value)) return undefined;
    this.file.sum(record.value);
    const added = this.#unknownMembers(record.value);
    const { columns } = this.#pipeline.contract;
    if (added.length > 0 && columns === "freeze") throw this.#broken(record, `a field "${added[0]}" that`);
    if (added.length > 0 && columns === "quarantine") {
      const message = `The record has ${added.length} fields that the contract does not know: "${added[0]}"`;
      return rejectRecord(this.#pipeline, record, { code: "extra-field", field: added[0], message });
    }
    const value = added.length > 0 && columns === "discard" ? without(record.value, added) : record.value;
    const row = this.#accepted?.(value);
    if (row !== undefined) return this.#accept(record, row);
    const result = this.#pipeline.schema["~standard"].validate(value);
    return result instanceof Promise
      ? result.then((settled) => this.#settle(record, value, settled))
      : this.#settle(record, value, result);
  }

  /** What is to be known of a record that was written without being looked at; why it may not stay, if it may not. */
  checkWritten(record: SourceRecord, { keys, tells }: Written): Rejected | undefined {
    if (tells) this.#unknownMembers(record.value);
    const duplicate = keys === undefined ? undefined : this.file.repeated(keys, record.ordinal);
    return duplicate === undefined ? undefined : rejectRecord(this.#pipeline, record, duplicate);
  }

  #unknownMembers(value: unknown): readonly string[] {
    if (this.#expected === undefined || typeof value !== "object" || value === null) return [];
    return this.#members.look(value);
  }

  #settle(
    record: SourceRecord,
    value: unknown,
    result: SchemaResult<unknown>,
  ): Checked | Rejected | Promise<Checked | Rejected> {
    if (result.issues === undefined) return this.#accept(record, result.value);
    const retyped = retypedFields(result.issues, value);
    for (const field of retyped) this.#log.retype(field);
    const { types } = this.#pipeline.contract;
    if (retyped.length === 0 || types === "quarantine") return rejectIssues(this.#pipeline, record, result.issues);
    if (types === "freeze") throw this.#broken(record, `a value in "${retyped[0]}" whose type`);
    return this.#again(record, value, { retyped, issues: result.issues });
  }

  /** Without the values of another type; `evolve` puts them back as they are. */
  async #again(
    record: SourceRecord,
    value: unknown,
    found: { readonly retyped: readonly string[]; readonly issues: readonly SchemaIssue[] },
  ): Promise<Checked | Rejected> {
    const result = await this.#pipeline.schema["~standard"].validate(without(value, found.retyped));
    if (result.issues !== undefined) return rejectIssues(this.#pipeline, record, found.issues);
    if (this.#pipeline.contract.types === "discard") return this.#accept(record, result.value);
    const kept = found.retyped.map((field) => [field, Reflect.get(Object(value), field)] as const);
    return this.#accept(record, { ...Object(result.value), ...Object.fromEntries(kept) });
  }

  #accept(record: SourceRecord, row: unknown): Checked | Rejected {
    const duplicate = this.file.repeated(row, record.ordinal);
    return duplicate === undefined ? { kind: "row", row } : rejectRecord(this.#pipeline, record, duplicate);
  }

  #broken({ line, byteOffset }: SourceRecord, what: string): PipelineError {
    const message = `Cannot take the file: line ${line} has ${what} the contract does not know, and it is frozen`;
    return new PipelineError("contract-broken", message, { line, byteOffset });
  }
}

/** The member in which a source begins: of `customer.email` it is `customer`. */
const firstSteps = (sources: string | readonly string[]): readonly string[] =>
  [sources].flat().map((source) => source.split(".")[0] ?? source);

/** Only whole fields can be left out, so an issue deep inside of one is about the field. */
const retypedFields = (issues: readonly SchemaIssue[], value: unknown): readonly string[] => {
  const fields = issues.map((issue) => {
    const [first] = issue.path ?? [];
    const key = typeof first === "object" ? first.key : first;
    return isTypeIssue(issue, value) && typeof key === "string" ? key : undefined;
  });
  return [...new Set(fields.flatMap((field) => field ?? []))];
};

function without(value: unknown, names: readonly string[]): unknown {
  const entries = Object.entries(Object(value)).filter(([name]) => !names.includes(name));
  return Object.fromEntries(entries);
}
