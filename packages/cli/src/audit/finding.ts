/** How bad it is: errors make the audit fail. */
export type Level = "error" | "warning" | "note";

/** Something to look at. */
export interface Finding {
  /** A key of `rules`. */
  readonly rule: string;
  /** e.g. `role/orders, policy own, statement 2`, or `template.yaml, Bucket` */
  readonly where: string;
  /** What was found, with the value. */
  readonly says: string;
  /** What to do instead. */
  readonly wayOut?: string;
  /** Where it is written, if anywhere. */
  readonly place?: Place;
}

export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface Rule {
  readonly level: Level;
  readonly title: string;
  /** The same rule elsewhere. */
  readonly alsoKnownAs: readonly string[];
  readonly why?: string;
  readonly wayOut?: string;
}
