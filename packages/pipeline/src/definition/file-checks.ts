/** What must hold for a file as a whole, beside what the schema says of each record. */
export interface FileChecks<Row = object> {
  /** Sets of fields of which no two records of a file may have the same values; the later one is rejected as `unique-error`. */
  readonly unique?: readonly (readonly FieldOf<Row>[])[];
  /** How many records a file must have; one with fewer or more fails. */
  readonly records?: { readonly min?: number; readonly max?: number };
  /** The last record, where it says how many the others are or what they add up to. */
  readonly trailer?: Trailer<Row>;
}

/** A record that speaks of the others: it is not checked against the schema nor stored, and the file fails where it is wrong. */
export interface Trailer<Row = object> {
  /** Which record is the trailer. */
  readonly is: (record: Readonly<Record<string, unknown>>) => boolean;
  /** The field of the trailer that has the number of the other records. */
  readonly records?: string;
  /** Field of the rows -> the field of the trailer that has its sum, exact to the last digit. */
  readonly sums?: Readonly<Partial<Record<FieldOf<Row>, string>>>;
  /** Whether a file without a trailer fails; it does unless told otherwise. */
  readonly required?: boolean;
}

export type FieldOf<Row> = keyof Row & string;
