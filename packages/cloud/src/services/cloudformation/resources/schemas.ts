import schemas from "./schemas.json" with { type: "json" };

/** What AWS's specification says of a type of resource, as far as deploying needs it. */
export interface ResourceSchema {
  readonly identifier: readonly string[];
  readonly attributes: readonly string[];
  /** For each property: `r` required, `c` replaces the resource when it changes, `m` may do so. */
  readonly properties: Readonly<Record<string, string>>;
}

const known = schemas as Readonly<Record<string, ResourceSchema>>;

/** The types that AWS's specification knows of those that the cloud has. */
export const specifiedTypes: readonly string[] = Object.keys(known);

export const resourceSchema = (type: string): ResourceSchema | undefined => known[type];
