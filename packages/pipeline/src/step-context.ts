import type { Lookup, Lookups } from "./lookups/lookup.ts";
import type { LookupFunctions } from "./lookups/lookup-batcher.ts";
import type { Actions, Anonymised } from "./protect/actions.ts";
import type { Anonymiser } from "./protect/anonymiser.ts";
import type { Personal } from "./protect/personal.ts";
import type { Place } from "./record.ts";
import { RejectSignal } from "./reject-signal.ts";

export interface FileInfo {
  /** The key of the object, or the path of the file. */
  readonly name: string;
  /** Who sent it, as the definition's `partnerFrom` reads it out of the name. */
  readonly partner?: string | undefined;
}

/** What a step knows besides its row. */
export interface StepContext extends Pick<Place, "ordinal" | "line" | "byteOffset"> {
  /** The file that the record is from. */
  readonly file: FileInfo;
  /** Gives the record up: it is quarantined with this code and message. The message must not quote personal values. */
  reject(code: string, message: string, field?: string): never;
  /** The row with its personal fields hashed, masked or dropped. */
  anonymise<Row extends object, const Chosen extends Actions<Row>>(row: Row, actions: Chosen): Anonymised<Row, Chosen>;
}

/** What a step of `parallel` knows besides its row. */
export interface LookupContext<Found extends Lookups> extends StepContext {
  /** One function for each look-up of the definition. A personal value may be looked up; what is found is not personal. */
  readonly lookup: {
    readonly [Name in keyof Found]: (key: string | Personal<string>) => Promise<FoundBy<Found[Name]>>;
  };
}

type FoundBy<Source> = Source extends Lookup<infer Value> ? Value : never;

/** What the contexts of one run share. */
export interface RunTools {
  readonly file: FileInfo;
  readonly anonymiser: Anonymiser;
  readonly lookup: LookupFunctions;
}

export class RecordContext implements LookupContext<Lookups> {
  readonly ordinal: number;
  readonly line: number;
  readonly byteOffset: number;
  readonly file: FileInfo;
  readonly lookup: LookupFunctions;
  readonly #anonymiser: Anonymiser;

  constructor(place: Place, { file, anonymiser, lookup }: RunTools) {
    this.ordinal = place.ordinal;
    this.line = place.line;
    this.byteOffset = place.byteOffset;
    this.file = file;
    this.lookup = lookup;
    this.#anonymiser = anonymiser;
  }

  reject(code: string, message: string, field?: string): never {
    throw new RejectSignal(code, message, field);
  }

  anonymise<Row extends object, const Chosen extends Actions<Row>>(row: Row, actions: Chosen): Anonymised<Row, Chosen> {
    return this.#anonymiser.anonymise(row, actions);
  }
}
