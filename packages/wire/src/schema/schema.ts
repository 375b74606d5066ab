import type { Constraint, SimpleName, Traits } from "./model-file.ts";

/** The shape of a value, its members found when they are first asked for. */
export type Schema = StructureSchema | ListSchema | MapSchema | SimpleSchema;

export interface StructureSchema {
  readonly kind: "structure" | "union" | "error";
  readonly name: string;
  readonly members: readonly Member[];
  readonly member: (name: string) => Member | undefined;
  readonly traits: Traits;
}

export interface ListSchema {
  readonly kind: "list";
  readonly name: string;
  readonly item: Member;
  readonly traits: Traits;
}

export interface MapSchema {
  readonly kind: "map";
  readonly name: string;
  readonly key: Member;
  readonly value: Member;
  readonly traits: Traits;
}

export interface SimpleSchema {
  readonly kind: SimpleName;
  readonly name: string;
  readonly traits: Traits;
}

/** A named place for a value inside another. */
export interface Member {
  readonly name: string;
  readonly schema: Schema;
  /** The member's own traits; those of a structure, list or map it names stand there. */
  readonly traits: Traits;
  readonly constraint: Constraint | undefined;
}

export interface OperationSchema {
  readonly name: string;
  readonly input: Schema;
  readonly output: Schema;
  readonly http: readonly [method: string, uri: string, status: number] | undefined;
  readonly isUnsigned: boolean;
  readonly isUnwrapped: boolean;
}

export const noTraits: Traits = Object.freeze({});

export const isStructure = (schema: Schema): schema is StructureSchema =>
  schema.kind === "structure" || schema.kind === "union" || schema.kind === "error";

export const isNumber = (schema: Schema): boolean =>
  schema.kind === "integer" || schema.kind === "long" || schema.kind === "float" || schema.kind === "number";

export const isTimestamp = (schema: Schema): boolean =>
  schema.kind === "timestamp" ||
  schema.kind === "date-time" ||
  schema.kind === "http-date" ||
  schema.kind === "epoch-seconds";

export const isBlob = (schema: Schema): boolean => schema.kind === "blob" || schema.kind === "stream";

/** A list or map repeated in place of its elements, without an element around them. */
export const isFlattened = (member: Member): boolean =>
  member.traits.xmlFlattened === 1 || member.schema.traits.xmlFlattened === 1;

export const membersOf = (schema: Schema): readonly Member[] => (isStructure(schema) ? schema.members : noMembers);

const noMembers: readonly Member[] = [];
