/** What a sink stores of a row. */
export type Item = Readonly<Record<string, unknown>>;

/**
 * What happens to a row whose key is there already: `insert-once` leaves the first one, `upsert` replaces it, `newer-wins`
 * replaces it unless it is of a later version. Sending the same file again changes nothing any way.
 */
export type WriteMode = "insert-once" | "upsert" | "newer-wins";

export interface RowOptions<Row, Stored extends object = object> {
  /** Whether the row is for this sink; every row is unless told otherwise. */
  readonly when?: (row: Row) => boolean;
  /** What is stored of the row; all of it unless told otherwise. */
  readonly item?: (row: Row) => Stored;
}

export interface VersionOptions<Row> {
  /** For `newer-wins`: what tells a later version from an earlier; when the file arrived, in milliseconds, unless told otherwise. */
  readonly version?: (row: Row) => number;
}

export const versionOf =
  <Row>({ version }: VersionOptions<Row>) =>
  // The row comes out of the same definition's consolidate, whose result the compiler has checked against `Row`.
  (row: object): number | undefined =>
    version?.(row as Row);

/** What a sink stores of a row, or undefined where the row is not for it. */
export const itemOf =
  <Row>({ when, item }: RowOptions<Row>) =>
  (anyRow: object): Item | undefined => {
    // As in `versionOf`.
    const row = anyRow as Row & object;
    if (when?.(row) === false) return undefined;
    return { ...(item === undefined ? row : item(row)) };
  };
