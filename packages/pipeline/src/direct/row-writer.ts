import type { Definition } from "../contract/zod-definition.ts";
import type { FoundRow } from "../csv/found-row.ts";
import type { Written } from "../record.ts";
import { type CellWriter, cellWriter } from "./cell-writers.ts";
import { JsonPage } from "./json-page.ts";
import type { DirectPlan, PlannedColumn } from "./plan.ts";

interface Column {
  readonly index: number;
  readonly mayBeEmpty: boolean;
  readonly cell: CellWriter;
  /** `,"name":`; undefined where nothing of the cell is to be seen. */
  readonly label: Buffer | undefined;
}

interface KeyColumn {
  readonly field: string;
  readonly index: number;
  readonly isNumber: boolean;
}

/** As much as a block of a file becomes, more or less. */
const pageBytes = 256 * 1024;

/** Carries out a plan on the rows of one file. */
export class RowWriter {
  readonly #columns: readonly Column[];
  readonly #keys: readonly KeyColumn[];
  readonly #labelBytes: number;
  /** The columns in which no row has had a value. */
  #unseen: readonly Column[];
  #isFirst: boolean = true;
  #page = new JsonPage(pageBytes);

  private constructor(columns: readonly Column[], keys: readonly KeyColumn[]) {
    this.#columns = columns;
    this.#keys = keys;
    this.#unseen = columns;
    // Beside its label a column has two quotes.
    this.#labelBytes = columns.reduce((bytes, { label }) => bytes + (label?.length ?? 0) + 2, 8);
  }

  /** Undefined where no row with these columns could be written. */
  static of(plan: DirectPlan, names: readonly string[]): RowWriter | undefined {
    const known = new Set(plan.columns.map(({ name }) => name));
    if (!plan.allowsMore && names.some((name) => !known.has(name))) return undefined;
    const needed = plan.columns.filter(({ definition }) => definition.type !== "optional");
    if (!needed.every(({ name }) => names.includes(name))) return undefined;
    const columns = plan.columns.filter(({ name }) => names.includes(name));
    const keys = plan.keyFields.flatMap((field) => {
      const column = columns.find(({ name }) => name === field);
      if (column === undefined) return [];
      return { field, index: names.indexOf(field), isNumber: presentDefinition(column.definition).type === "number" };
    });
    return new RowWriter(
      columns.map((column) => columnOf(column, names.indexOf(column.name), plan)),
      keys,
    );
  }

  /** A new page, as whoever holds a row of the last one holds all of it. */
  turn(): void {
    if (this.#page.length > 0) this.#page = new JsonPage(this.#page.bytes.length);
  }

  /** Undefined where the row has to go the long way. */
  write(row: FoundRow): Written | undefined {
    const page = this.#page;
    page.beginRow(row.end - row.start, this.#labelBytes);
    for (const { index, mayBeEmpty, cell, label } of this.#columns) {
      const isEmpty = row.starts[index] === row.ends[index];
      if (isEmpty && mayBeEmpty) continue;
      if (isEmpty || !cell.accepts(row, index)) {
        page.takeBack();
        return undefined;
      }
      if (label === undefined) continue;
      page.put(label);
      cell.put(row, index, page);
    }
    const { start, end } = page.endRow();
    return { page, start, end, keys: this.#keysOf(row), tells: this.#tells(row) };
  }

  #keysOf(row: FoundRow): Readonly<Record<string, unknown>> | undefined {
    if (this.#keys.length === 0) return undefined;
    const keys: Record<string, unknown> = {};
    for (const { field, index, isNumber } of this.#keys) {
      const text = row.text(index) || undefined;
      keys[field] = isNumber && text !== undefined ? Number(text) : text;
    }
    return keys;
  }

  #tells(row: FoundRow): boolean {
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    if (this.#unseen.length === 0) return isFirst;
    const unseen = this.#unseen.filter(({ index }) => row.starts[index] === row.ends[index]);
    const tells = isFirst || unseen.length < this.#unseen.length;
    this.#unseen = unseen;
    return tells;
  }
}

function columnOf({ name, definition, action }: PlannedColumn, index: number, { anonymiser }: DirectPlan): Column {
  const isDropped = action?.action === "drop";
  return {
    index,
    mayBeEmpty: definition.type === "optional",
    cell: cellWriter(presentDefinition(definition), {
      field: name,
      action: action?.action === "drop" ? undefined : action,
      anonymiser,
    }),
    label: isDropped ? undefined : Buffer.from(`,${JSON.stringify(name)}:`),
  };
}

/** What is asked of a value that is there, which a cell's text never is as `null`. */
const presentDefinition = (definition: Definition): Definition =>
  definition.type === "optional" || definition.type === "nullable" ? presentDefinition(definition.inner) : definition;
