/** What extensions ask for, as their functions write it; what is null has its default here. */
export type Asked = AskedFetch | AskedReserve | AskedStore | AskedForget | AskedInvoke;

/** An object, by the keys that the caller gives if any. */
interface ObjectAsked {
  readonly bucket: string;
  readonly key: string;
  readonly region: string | null;
  readonly accessKey?: string | null;
  readonly secretKey?: string | null;
  readonly sessionToken?: string | null;
}

/** An object of S3 as a file, and how it is to be read. */
export interface AskedFetch extends ObjectAsked {
  readonly do: "fetch";
  readonly columns: string | null;
  readonly allColumns: readonly string[] | null;
  readonly options: string | null;
}

/** A place for a file, and how it is to be written. */
export interface AskedReserve {
  readonly do: "reserve";
  readonly options: string | null;
}

/** The file that was written there, as an object of S3. */
export interface AskedStore extends ObjectAsked {
  readonly do: "store";
  readonly id: string;
  readonly kmsKey: string | null;
}

export interface AskedForget {
  readonly do: "forget";
  readonly id: string;
}

export interface AskedInvoke {
  readonly do: "invoke";
  readonly function: string;
  readonly region: string | null;
  readonly payload: string | null;
  readonly type: string | null;
  readonly logType: string | null;
  readonly context: unknown;
  readonly qualifier: string | null;
}
