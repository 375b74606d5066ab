import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { isArray, isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import { validation } from "../errors.ts";
import type { StackStore } from "../store.ts";
import { include } from "./include.ts";
import { extendLanguage } from "./language-extensions.ts";
import { runMacro } from "./run-macro.ts";
import { expandServerless } from "./serverless/expand-serverless.ts";
import type { Transform, TransformContext, Use } from "./transform.ts";

/** Transforms that AWS itself has; the others are macros. */
const own: Readonly<Record<string, Transform>> = {
  "AWS::Include": include,
  "AWS::Serverless-2016-10-31": (_, { fragment }) => expandServerless(fragment),
  "AWS::LanguageExtensions": (_, { fragment }, context) => extendLanguage(fragment, context),
};

/** These add resources that the template's author has not written, and want to be acknowledged. */
const expanding = (name: string): boolean => name !== "AWS::Include" && name !== "AWS::LanguageExtensions";

export const hasTransforms = (body: JsonObject): boolean => body["Transform"] !== undefined || hasInner(body);

export const needsExpansion = (body: JsonObject): boolean => [...topNames(body), ...innerNames(body)].some(expanding);

/** The template that its transforms make of it. Throws ValidationError. */
export async function applyTransforms(
  call: Call<StackStore>,
  body: JsonObject,
  context: TransformContext,
): Promise<JsonObject> {
  const declared = topTransforms(body);
  const { Transform: _, ...rest } = body;
  let processed = (await applyInner(call, rest, context)) as JsonObject;
  for (const { name, parameters } of declared) {
    const result = await run(call, { name, parameters, fragment: processed }, context);
    if (!isObject(result)) throw validation(`Transform ${name} failed with: the result is no template`);
    processed = result;
  }
  return processed;
}

/** Transforms inside the template come first, the innermost before those around it. */
async function applyInner(call: Call<StackStore>, value: Json, context: TransformContext): Promise<Json> {
  if (isArray(value)) return await Promise.all(value.map((item) => applyInner(call, item, context)));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([name]) => name !== "Fn::Transform");
  const inner = Object.fromEntries(
    await Promise.all(entries.map(async ([name, member]) => [name, await applyInner(call, member, context)] as const)),
  );
  const uses = value["Fn::Transform"];
  if (uses === undefined) return inner;
  let fragment: Json = inner;
  for (const { name, parameters } of transformsIn(uses)) {
    fragment = await run(call, { name, parameters, fragment: isObject(fragment) ? fragment : {} }, context);
  }
  return fragment;
}

async function run(call: Call<StackStore>, use: Use, context: TransformContext): Promise<Json> {
  const transform = own[use.name];
  if (transform === undefined) return await runMacro(call, use, context);
  try {
    return await transform(call, use, context);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw validation(`Transform ${use.name} failed with: ${error.message}`);
  }
}

const topTransforms = (body: JsonObject): Omit<Use, "fragment">[] =>
  body["Transform"] === undefined ? [] : transformsIn(body["Transform"]);

function transformsIn(value: Json): Omit<Use, "fragment">[] {
  if (isArray(value)) return value.flatMap(transformsIn);
  if (typeof value === "string") return [{ name: value, parameters: {} }];
  const name = isObject(value) ? value["Name"] : undefined;
  if (!isObject(value) || typeof name !== "string") {
    throw validation("Key Name of transform definition must be a string.");
  }
  const parameters = value["Parameters"];
  return [{ name, parameters: isObject(parameters) ? parameters : {} }];
}

export const topNames = (body: JsonObject): string[] => topTransforms(body).map(({ name }) => name);

function innerNames(value: Json): string[] {
  if (isArray(value)) return value.flatMap(innerNames);
  if (!isObject(value)) return [];
  const uses = value["Fn::Transform"];
  const names = uses === undefined ? [] : transformsIn(uses).map(({ name }) => name);
  return [...names, ...Object.values(value).flatMap(innerNames)];
}

const hasInner = (value: Json): boolean =>
  isArray(value)
    ? value.some(hasInner)
    : isObject(value) && ("Fn::Transform" in value || Object.values(value).some(hasInner));
