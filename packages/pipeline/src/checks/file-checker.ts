import type { Trailer } from "../definition/file-checks.ts";
import type { Pipeline } from "../pipeline.ts";
import { PipelineError } from "../pipeline-error.ts";
import type { RejectCode } from "../record.ts";
import { add, areEqual, type Decimal, decimalOf, decimalText, zero } from "./decimal.ts";
import { KeySet, keyHash } from "./key-set.ts";

/** What adds up over a file, or a piece of it. */
export interface FileTotals {
  /** Field -> exact sum. */
  readonly sums: Readonly<Record<string, string>>;
  /** What the trailers say: members as text. */
  readonly trailers: readonly Readonly<Record<string, string>>[];
}

interface Reason {
  readonly code: RejectCode;
  readonly field: string | undefined;
  readonly message: string;
}

interface KeyFields {
  readonly fields: readonly string[];
  readonly code: "primary-key" | "unique-error";
}

/** Adds up what the definition asks of a file as a whole, and finds records that are there twice. */
export class FileChecker {
  readonly #checks: Pipeline["checks"];
  readonly #keys: readonly KeyFields[];
  readonly #sumFields: readonly string[];
  readonly #sums = new Map<string, Decimal>();
  readonly #seen = new KeySet();
  readonly #trailers: Record<string, string>[] = [];

  constructor({ key, checks }: Pick<Pipeline, "key" | "checks">) {
    this.#checks = checks;
    this.#keys = keysOf({ key, checks });
    this.#sumFields = Object.keys(checks.trailer?.sums ?? {});
  }

  /** True for a record that is the trailer. */
  takeTrailer(value: unknown): boolean {
    const { trailer } = this.#checks;
    if (trailer === undefined || !isRecord(value) || !trailer.is(value)) return false;
    const wanted = [trailer.records ?? [], ...Object.values(trailer.sums ?? {})].flat();
    this.#trailers.push(Object.fromEntries(wanted.map((name) => [String(name), String(value[String(name)] ?? "")])));
    return true;
  }

  /** Adds up a record as it stands in the file: the trailer speaks of those too that are rejected later. */
  sum(value: unknown): void {
    if (!isRecord(value)) return;
    for (const field of this.#sumFields) {
      this.#sums.set(field, add(this.#sums.get(field) ?? zero, decimalOf(value[field]) ?? zero));
    }
  }

  /** Why a row is one too many, if it is. */
  repeated(row: unknown, ordinal: number): Reason | undefined {
    if (!isRecord(row)) return undefined;
    const hashes = rowKeys(this.#keys, row);
    // All of them are kept, also of a record that is rejected for the first.
    const repeated = this.#keys.filter((_, set) => !this.#seen.add(hashes[set] ?? keyHash(set, [])));
    return repeated[0] === undefined ? undefined : repeatedReason(repeated[0], ordinal);
  }

  get totals(): FileTotals {
    const sums = Object.fromEntries([...this.#sums].map(([field, sum]) => [field, decimalText(sum)]));
    return { sums, trailers: this.#trailers };
  }
}

/** Why a record is rejected that has a key as one before it. */
export const repeatedReason = ({ fields, code }: KeyFields, ordinal: number): Reason => ({
  code,
  field: fields[0],
  message: `Record ${ordinal} has the same ${fields.join(", ")} as one before it`,
});

/** Whether the definition asks that records differ. */
export const keysOf = ({ key, checks }: Pick<Pipeline, "key" | "checks">): readonly KeyFields[] => [
  ...(key.length === 0 ? [] : [{ fields: key, code: "primary-key" as const }]),
  ...(checks.unique ?? []).map((fields) => ({ fields, code: "unique-error" as const })),
];

/** The hashes of a row's keys, one for each set of fields that must differ. */
export const rowKeys = (keys: readonly KeyFields[], row: unknown): readonly Buffer[] =>
  isRecord(row)
    ? keys.map(({ fields }, set) =>
        keyHash(
          set,
          fields.map((field) => row[field]),
        ),
      )
    : [];

export function mergeTotals(all: readonly FileTotals[]): FileTotals {
  const sums = new Map<string, Decimal>();
  for (const totals of all) {
    for (const [field, sum] of Object.entries(totals.sums)) {
      sums.set(field, add(sums.get(field) ?? zero, decimalOf(sum) ?? zero));
    }
  }
  return {
    sums: Object.fromEntries([...sums].map(([field, sum]) => [field, decimalText(sum)])),
    trailers: all.flatMap(({ trailers }) => trailers),
  };
}

/** Throws where a file as a whole is not what the definition asks. */
export function refuseWrongTotals(
  { checks }: Pick<Pipeline, "checks">,
  records: number,
  { sums, trailers }: FileTotals,
): void {
  const { min = 0, max = Number.POSITIVE_INFINITY } = checks.records ?? {};
  if (records < min || records > max) {
    const wanted = records < min ? `at least ${min}` : `at most ${max}`;
    throw failed("row-count", `The file has ${records} records: expected ${wanted}`);
  }
  if (checks.trailer !== undefined) refuseWrongTrailer(checks.trailer, records, { sums, trailers });
}

function refuseWrongTrailer(trailer: Trailer, records: number, { sums, trailers }: FileTotals): void {
  const [said, another] = trailers;
  if (said === undefined && trailer.required === false) return;
  if (said === undefined || another !== undefined) {
    throw failed("trailer", `The file has ${trailers.length} trailers: expected one`);
  }
  for (const [name, found] of claimsOf(trailer, records, sums)) {
    const told = decimalOf(said[name]);
    if (told !== undefined && areEqual(told, decimalOf(found) ?? zero)) continue;
    throw failed("trailer", `The trailer says that "${name}" is ${said[name] || "nothing"}: the records say ${found}`);
  }
}

/** Field of the trailer -> what it must say. */
const claimsOf = (
  trailer: Trailer,
  records: number,
  sums: FileTotals["sums"],
): readonly (readonly [string, string])[] => [
  ...(trailer.records === undefined ? [] : [[trailer.records, String(records)] as const]),
  ...Object.entries(trailer.sums ?? {}).map(([field, name]) => [String(name), sums[field] ?? "0"] as const),
];

const failed = (check: string, message: string): PipelineError => new PipelineError("check-failed", message, { check });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
