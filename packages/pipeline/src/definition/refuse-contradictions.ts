import type { Pipeline } from "../pipeline.ts";
import { PipelineError } from "../pipeline-error.ts";

/** Short enough that every name derived from it fits: an IAM role's name has at most 64 characters. */
const pipelineName = /^[a-z][a-z0-9-]{1,39}$/;

/** What PostgreSQL takes as a name without quotes. https://www.postgresql.org/docs/current/sql-syntax-lexical.html */
const sqlName = /^[a-z_][a-z0-9_]{0,62}$/;

/** Throws for what the compiler cannot see. */
export function refuseContradictions(pipeline: Pipeline): void {
  const { name, source, rejects, quarantine } = pipeline;
  if (!pipelineName.test(name)) {
    throw refusal(`Cannot name a pipeline "${name}": expected 2 to 40 of a-z, 0-9 and hyphen, a letter first`);
  }
  for (const prefix of [rejects.prefix, ...objectPrefixes(pipeline)]) {
    if (prefix.startsWith(source.prefix)) {
      throw refusal(
        `Cannot write to "${prefix}" as files of "${source.prefix}" start the pipeline: expected a prefix outside of it`,
      );
    }
  }
  if (!(quarantine.maxErrors >= 0) || !(quarantine.maxErrorRate >= 0 && quarantine.maxErrorRate <= 1)) {
    throw refusal("Cannot use this quarantine: expected maxErrors of 0 or more and maxErrorRate from 0 to 1");
  }
  if (Object.keys(source.formats).length === 0) throw refusal("Cannot read files: expected at least one format");
  if (Object.keys(pipeline.branches).length === 0) throw refusal("Cannot make rows: expected at least one branch");
  if (Object.keys(pipeline.sinks).length === 0) throw refusal("Cannot store rows: expected at least one sink");
  refuseSettings(pipeline);
  refuseTables(pipeline);
}

function refuseSettings({ run, source }: Pipeline): void {
  const counts = { ...run, ...source.upload };
  for (const [setting, value] of Object.entries(counts)) {
    if (typeof value === "number" && !(Number.isInteger(value) && value > 0)) {
      throw refusal(`Cannot use ${setting} ${value}: expected a whole number above 0`);
    }
  }
}

function refuseTables({ sinks }: Pipeline): void {
  const tables = new Set<string>();
  for (const sink of Object.values(sinks)) {
    if (sink.kind !== "postgres") continue;
    if (!sqlName.test(sink.table)) {
      throw refusal(`Cannot name a table "${sink.table}": expected 1 to 63 of a-z, 0-9 and underscore, no digit first`);
    }
    if (sink.key.length === 0) throw refusal(`Cannot store rows in table "${sink.table}" once: expected a key`);
    if (tables.has(sink.table))
      throw refusal(`Cannot store rows in table "${sink.table}" twice: expected one sink for it`);
    tables.add(sink.table);
  }
}

const objectPrefixes = ({ sinks }: Pipeline): readonly string[] =>
  Object.values(sinks).flatMap((sink) => (sink.kind === "objects" ? [sink.prefix] : []));

const refusal = (message: string): PipelineError => new PipelineError("definition-error", message);
