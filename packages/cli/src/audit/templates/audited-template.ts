import { dirname } from "node:path";
import { type JsonObject, type OpenedTemplate, openTemplate } from "@millrace/cloud";
import { plainValue } from "./plain-values.ts";

/** One resource with the functions of its properties as text. */
export interface AuditedResource {
  readonly id: string;
  readonly type: string;
  readonly properties: JsonObject;
  /** As written. */
  readonly written: OpenedTemplate["resources"][string];
}

export interface AuditedTemplate {
  readonly file: string;
  readonly folder: string;
  readonly text: string;
  readonly resources: readonly AuditedResource[];
  readonly parameters: OpenedTemplate["parameters"];
  readonly needs: OpenedTemplate["needs"];
}

/** Throws what the cloud would answer when the text is no template. */
export function readAuditedTemplate(file: string, text: string): AuditedTemplate {
  const { resources, parameters, needs } = openTemplate(text);
  return {
    file,
    folder: dirname(file),
    text,
    parameters,
    needs,
    resources: Object.values(resources).map((written) => ({
      id: written.logicalId,
      type: written.type,
      properties: objectOf(plainValue(written.properties)),
      written,
    })),
  };
}

export const ofType = ({ resources }: AuditedTemplate, type: string): readonly AuditedResource[] =>
  resources.filter((resource) => resource.type === type);

/** Members of what may be anything. */
export const objectOf = (value: unknown): JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

export const objectsOf = (value: unknown): readonly JsonObject[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(objectOf);

export const textsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : value === undefined ? [] : [value]).map(String);

/** What is looked for behind a path of members: `Code.ZipFile`. */
export const memberOf = (value: JsonObject, path: string): unknown =>
  path.split(".").reduce<unknown>((inner, name) => objectOf(inner)[name], value);

/** Every text in a value, with the path to it. */
export function* textsIn(value: unknown, path = ""): Generator<readonly [path: string, text: string]> {
  if (typeof value === "string") yield [path, value];
  else if (typeof value === "object" && value !== null) {
    for (const [name, member] of Object.entries(value)) yield* textsIn(member, path === "" ? name : `${path}.${name}`);
  }
}
