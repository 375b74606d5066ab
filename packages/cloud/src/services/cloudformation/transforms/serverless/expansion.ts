import { createHash } from "node:crypto";
import { isArray, isObject, type Json, type JsonObject } from "../../../../sdk-calls/json.ts";

/** A template while its serverless resources are written out: what it has, and what is added to it. */
export class Expansion {
  readonly #resources: Map<string, JsonObject>;
  readonly #added = new Map<string, JsonObject>();
  readonly #renamed = new Map<string, string>();

  constructor(resources: JsonObject) {
    this.#resources = new Map(Object.entries(resources).map(([id, resource]) => [id, objectOf(resource)]));
  }

  /** As written, with what was added to it since. */
  resource(logicalId: string): JsonObject | undefined {
    return this.#added.get(logicalId) ?? this.#resources.get(logicalId);
  }

  entries(): [string, JsonObject][] {
    return [...this.#resources];
  }

  add(logicalId: string, resource: JsonObject): void {
    this.#added.set(logicalId, resource);
  }

  /** Takes a resource that is written out as others out of the template. */
  remove(logicalId: string): void {
    this.#resources.delete(logicalId);
  }

  /** What referred to one id refers to another. */
  rename(from: string, to: string): void {
    this.#renamed.set(from, to);
  }

  renamed(value: Json): Json {
    if (isArray(value)) return value.map((item) => this.renamed(item));
    if (!isObject(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => {
        const isName = (name === "Ref" || name === "DependsOn") && typeof member === "string";
        return [name, isName ? (this.#renamed.get(member) ?? member) : this.renamed(member)];
      }),
    );
  }

  all(): JsonObject {
    const left = [...this.#resources].filter(([id]) => !this.#added.has(id));
    return Object.fromEntries([...left, ...this.#added]);
  }
}

export const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** Some members, under their own or other names. */
export const picked = (values: JsonObject, names: readonly (string | readonly [string, string])[]): JsonObject =>
  Object.fromEntries(
    names.flatMap((name) => {
      const [from, to] = typeof name === "string" ? [name, name] : name;
      const value = values[from];
      return value === undefined ? [] : [[to, value]];
    }),
  );

/** Attributes of a resource that what is made of it has as well. */
export const inherited = (resource: JsonObject): JsonObject =>
  picked(resource, ["Condition", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Metadata"]);

export const conditionOf = (resource: JsonObject): JsonObject => picked(resource, ["Condition"]);

/** The same content always has the same id. */
export const contentId = (value: Json): string =>
  createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 10);

/** Templates write tags of serverless resources as a map. */
export const tagList = (tags: Json | undefined): Json[] => [
  { Key: "lambda:createdBy", Value: "SAM" },
  ...Object.entries(objectOf(tags)).map(([Key, Value]) => ({ Key, Value })),
];

export const getAtt = (logicalId: string, attribute: string): JsonObject => ({ "Fn::GetAtt": [logicalId, attribute] });
export const ref = (logicalId: string): JsonObject => ({ Ref: logicalId });
