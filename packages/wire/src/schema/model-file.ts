/**
 * One service's model as it stands in `packages/wire/models/NAME.json`, written by `tools/models/generate.mjs`.
 * Shapes refer to each other by their place in `shapes`, to simple types by name, to constraints by their place.
 */
export interface ModelFile {
  readonly namespace: string;
  readonly constraints: readonly Constraint[];
  readonly shapes: readonly ShapeEntry[];
  readonly operations: Readonly<Record<string, OperationEntry>>;
  /** Places of the modelled errors in `shapes`. */
  readonly errors: readonly number[];
}

/** What a value must satisfy. Bounds are inclusive; null stands for none. */
export interface Constraint {
  readonly length?: readonly [number | null, number | null];
  readonly range?: readonly [number | null, number | null];
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

export type ShapeEntry =
  | readonly [kind: "structure" | "union" | "error", name: string, members: readonly MemberEntry[], traits?: Traits]
  | readonly [kind: "list", name: string, member: MemberEntry, traits?: Traits]
  | readonly [kind: "map", name: string, key: MemberEntry, value: MemberEntry, traits?: Traits];

export type MemberEntry = readonly [name: string, target: Reference, traits?: Traits];

export type Reference = number | SimpleName;

export type SimpleName =
  | "string"
  | "boolean"
  /** A number of which only the newest client knows, not whether it is whole. */
  | "number"
  | "integer"
  /** A number in memory, as in the SDK's types: beyond 2^53 it loses precision here as it does there. */
  | "long"
  | "float"
  | "bigInteger"
  | "bigDecimal"
  | "blob"
  /** A blob that is not held in memory. */
  | "stream"
  | "timestamp"
  | "date-time"
  | "http-date"
  | "epoch-seconds"
  | "document"
  | "unit";

export interface OperationEntry {
  readonly input: Reference;
  readonly output: Reference;
  readonly http?: readonly [method: string, uri: string, status: number];
  /** May be called without a signature. */
  readonly unsigned?: 1;
  /** Its XML answer is the one member itself, without an element around it. */
  readonly unwrapped?: 1;
}

/** Smithy's traits under Smithy's names: https://smithy.io/2.0/spec/ */
export interface Traits {
  readonly required?: 1;
  readonly constraint?: number;
  readonly httpLabel?: 1;
  readonly httpQuery?: string;
  readonly httpQueryParams?: 1;
  readonly httpHeader?: string;
  readonly httpPrefixHeaders?: string;
  readonly httpPayload?: 1;
  readonly httpResponseCode?: 1;
  readonly jsonName?: string;
  readonly xmlName?: string;
  readonly xmlFlattened?: 1;
  readonly xmlAttribute?: 1;
  readonly xmlNamespace?: readonly [prefix: string, uri: string];
  readonly ec2QueryName?: string;
  readonly mediaType?: string;
  readonly sparse?: 1;
  readonly streaming?: 1;
  readonly eventPayload?: 1;
  readonly eventHeader?: 1;
  readonly sensitive?: 1;
  readonly idempotencyToken?: 1;
  readonly error?: "client" | "server";
  readonly httpError?: number;
  readonly awsQueryError?: readonly [code: string, status: number];
  /** Its wire form in JSON is its form in memory: a DynamoDB attribute value, whose blobs stay base64 text. */
  readonly verbatim?: 1;
}
