import { isArray, isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import { extendLanguage } from "../transforms/language-extensions.ts";
import { expandServerless } from "../transforms/serverless/expand-serverless.ts";
import { parseTemplate } from "./parse-template.ts";
import { readTemplate } from "./read-template.ts";
import { referencesIn } from "./references.ts";
import type { Template } from "./template.ts";

/** A template that nobody has deployed: its loops and serverless resources written out, its functions as they stand. */
export interface OpenedTemplate extends Template {
  /** For each resource those that it names. */
  readonly needs: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The bucket of code that stands beside the template; its key is the path. */
export const localCode = "code-beside-the-template";

/** A template's text, plain, SAM or synthesized, without a cloud. Throws ValidationError as the cloud would. */
export function openTemplate(text: string): OpenedTemplate {
  const template = readTemplate(expand(parseTemplate(text)));
  const ids = new Set(Object.keys(template.resources));
  const needs = Object.values(template.resources).map(({ logicalId, properties, metadata, dependsOn }) => {
    const named = referencesIn({ properties, metadata: metadata ?? {} }).map(({ name }) => name);
    return [logicalId, new Set([...named, ...dependsOn].filter((name) => ids.has(name)))] as const;
  });
  return { ...template, needs: new Map(needs) };
}

function expand({ Transform: transforms = [], ...body }: JsonObject): JsonObject {
  const names = isArray(transforms) ? transforms : [transforms];
  const unrolled = names.includes("AWS::LanguageExtensions") ? extendLanguage(body, { place, values: [] }) : body;
  return names.includes("AWS::Serverless-2016-10-31") ? expandServerless(packaged(unrolled) as JsonObject) : unrolled;
}

const place = {
  account: "000000000000",
  region: "us-east-1",
  stackName: "audit",
  stackId: "audit",
  notificationArns: [],
};

const uris = ["CodeUri", "ContentUri", "DefinitionUri"];

/** As `aws cloudformation package` leaves it, so that paths may stand where the cloud wants objects in S3. */
function packaged(value: Json): Json {
  if (isArray(value)) return value.map(packaged);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      const isPath = uris.includes(name) && typeof member === "string" && !member.startsWith("s3://");
      return [name, isPath ? { Bucket: localCode, Key: member } : packaged(member)];
    }),
  );
}
