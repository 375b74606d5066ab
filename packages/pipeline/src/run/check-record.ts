import type { Pipeline } from "../pipeline.ts";
import { hideValues, leavesOf } from "../protect/shape.ts";
import type { RejectCode, Rejected, SourceRecord } from "../record.ts";
import type { SchemaIssue } from "../standard-schema.ts";

/** All issues of one record in one reject; the first one gives the code and the field. */
export function rejectIssues(pipeline: Pipeline, record: SourceRecord, issues: readonly SchemaIssue[]): Rejected {
  const named = issues.map((issue) => ({ issue, field: fieldOf(issue) }));
  // One issue has its field beside it; of several, each names its own.
  const isOne = named.length === 1;
  const messages = named.map(({ issue, field }) =>
    isOne || field === undefined ? issue.message : `${field}: ${issue.message}`,
  );
  const first = named[0];
  const code = first === undefined ? "constraint-error" : codeOf(first.issue, record.value);
  return rejectRecord(pipeline, record, { code, field: first?.field, message: messages.join("; ") });
}

/** A reject of a record that was read well; values of personal fields do not appear in its message. */
export function rejectRecord(
  pipeline: Pipeline,
  record: SourceRecord,
  reason: { readonly code: RejectCode; readonly field: string | undefined; readonly message: string },
): Rejected {
  const { ordinal, line, byteOffset, byteLength, raw } = record;
  const message = hideValues(reason.message, personalLeaves(pipeline, record.value));
  return { kind: "rejected", ...reason, message, ordinal, line, byteOffset, byteLength, raw };
}

/**
 * The text of the personal fields of a record. Where the record does not have one of them under its own name, the schema has its
 * own way of finding it, so any of its texts may be the one.
 */
function personalLeaves(pipeline: Pipeline, value: unknown): readonly string[] {
  if (pipeline.pii.length === 0 || pipeline.rejects.raw === "whole") return [];
  const fields: ReadonlyMap<string, unknown> =
    typeof value === "object" && value !== null ? new Map(Object.entries(value)) : new Map();
  if (pipeline.pii.every((field) => fields.has(field))) {
    return pipeline.pii.flatMap((field) => leavesOf(fields.get(field)));
  }
  return leavesOf(value).filter((leaf) => leaf.length > 3);
}

function fieldOf(issue: SchemaIssue): string | undefined {
  const keys = (issue.path ?? []).map((part) => String(typeof part === "object" ? part.key : part));
  return keys.length === 0 ? undefined : keys.join(".");
}

const codeOf = (issue: SchemaIssue, value: unknown): RejectCode =>
  isTypeIssue(issue, value) ? "type-error" : "constraint-error";

/**
 * Standard Schema has no word for the kind of an issue, but libraries leave one on it: Zod `code`, Valibot `kind`, ArkType `code`.
 * A missing value breaks the constraint that it is required; it has no type to be wrong.
 */
export function isTypeIssue(issue: SchemaIssue, value: unknown): boolean {
  const kind: unknown = "kind" in issue ? issue.kind : "code" in issue ? issue.code : undefined;
  const isAboutType = kind === "invalid_type" || kind === "schema" || kind === "domain";
  return isAboutType && valueAt(value, issue) !== undefined;
}

function valueAt(value: unknown, issue: SchemaIssue): unknown {
  let found = value;
  for (const part of issue.path ?? []) {
    const key = typeof part === "object" ? part.key : part;
    found = typeof found === "object" && found !== null ? Reflect.get(found, key) : undefined;
  }
  return found;
}
