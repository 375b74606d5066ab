import type { Actions, Anonymised, Anonymiser } from "./protect/actions.ts";
import type { Place } from "./record.ts";

export interface FileInfo {
  /** The key of the object, or the path of the file. */
  readonly name: string;
  /** Who sent it, as the definition's `partnerFrom` reads it out of the name. */
  readonly partner?: string | undefined;
}

/** What a step knows besides its row. */
export interface StepContext extends Pick<Place, "ordinal" | "line" | "byteOffset"> {
  readonly file: FileInfo;
  /** Gives the record up: it is quarantined with this code and message. The message must not quote personal values. */
  reject(code: string, message: string, field?: string): never;
  /** The row with its personal fields hashed, masked or dropped. */
  anonymise<Row extends object, const Chosen extends Actions<Row>>(row: Row, actions: Chosen): Anonymised<Row, Chosen>;
}

/** What `reject` throws; only the runner catches it. */
export class RejectSignal {
  readonly code: string;
  readonly message: string;
  readonly field: string | undefined;

  constructor(code: string, message: string, field: string | undefined) {
    this.code = code;
    this.message = message;
    this.field = field;
  }
}

export class RecordContext implements StepContext {
  readonly ordinal: number;
  readonly line: number;
  readonly byteOffset: number;
  readonly file: FileInfo;
  readonly #anonymiser: Anonymiser;

  constructor(place: Place, file: FileInfo, anonymiser: Anonymiser) {
    this.ordinal = place.ordinal;
    this.line = place.line;
    this.byteOffset = place.byteOffset;
    this.file = file;
    this.#anonymiser = anonymiser;
  }

  reject(code: string, message: string, field?: string): never {
    throw new RejectSignal(code, message, field);
  }

  anonymise<Row extends object, const Chosen extends Actions<Row>>(row: Row, actions: Chosen): Anonymised<Row, Chosen> {
    return this.#anonymiser.anonymise(row, actions);
  }
}
