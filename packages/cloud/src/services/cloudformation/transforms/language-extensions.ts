import { isArray, isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import { templateError, validation } from "../errors.ts";
import { evaluate, type Lookups } from "../templates/functions.ts";
import { parameterData } from "../templates/parameter-values.ts";
import { pseudoParameters } from "../templates/pseudo-parameters.ts";
import { readParameters } from "../templates/read-parameters.ts";
import { toText } from "../templates/text.ts";
import type { TransformContext } from "./transform.ts";

/** The names that loops give, and what each stands for in one turn. */
type Bindings = Readonly<Record<string, string>>;

/**
 * Loops, Fn::Length, Fn::ToJsonString, Fn::FindInMap with a default, functions in DeletionPolicy: all that can be told from the
 * parameters. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-languageextensions.html
 */
export function extendLanguage(body: JsonObject, context: TransformContext): JsonObject {
  const lookups = lookupsOf(body, context);
  const unrolled = unroll(body, {}, lookups) as JsonObject;
  return simplify(unrolled, lookups, []) as JsonObject;
}

function lookupsOf(body: JsonObject, { values, place }: TransformContext): Lookups {
  const declared = readParameters(isObject(body["Parameters"]) ? body["Parameters"] : {});
  const data: Record<string, Json> = { ...pseudoParameters(place) };
  for (const value of values) {
    const parameter = declared[value.key];
    if (parameter !== undefined) data[value.key] = parameterData(parameter, value);
  }
  const unknown = (): never => {
    throw new NotKnownYet();
  };
  const mappings = body["Mappings"];
  return {
    ref: (name) => data[name] ?? unknown(),
    attribute: unknown,
    condition: unknown,
    importValue: unknown,
    mappings: isObject(mappings) ? mappings : {},
    region: place.region,
  };
}

/** A function needs what only resources tell. */
class NotKnownYet extends Error {
  override readonly name = "NotKnownYet";
}

/** Every loop as what it makes, and the names of loops as what they stand for. */
function unroll(value: Json, bindings: Bindings, lookups: Lookups): Json {
  if (isArray(value)) return value.map((item) => unroll(item, bindings, lookups));
  if (typeof value === "string") return value;
  if (!isObject(value)) return value;
  const name = value["Ref"];
  if (typeof name === "string" && bindings[name] !== undefined) return bindings[name];
  const entries = Object.entries(value).flatMap(([key, member]): [string, Json][] => {
    if (key.startsWith("Fn::ForEach::")) return turns(key, member, bindings, lookups);
    const inner = unroll(member, bindings, lookups);
    const bound = key === "Fn::Sub" ? bindSub(inner, bindings) : isAttribute(key) ? bindTexts(inner, bindings) : inner;
    return [[bind(key, bindings), bound]];
  });
  return Object.fromEntries(entries);
}

const isAttribute = (key: string): boolean =>
  key === "Fn::GetAtt" || key === "DependsOn" || key === "Ref" || key === "Condition";

function turns(key: string, loop: Json, bindings: Bindings, lookups: Lookups): [string, Json][] {
  const [identifier, collection, output] = isArray(loop) ? loop : [];
  if (typeof identifier !== "string" || collection === undefined || !isObject(output)) {
    throw templateError(`${key} layout is incorrect`);
  }
  const items = evaluate(unroll(collection, bindings, lookups), lookups);
  if (!isArray(items)) throw templateError(`${key} needs a list of values`);
  return items.flatMap((item) => {
    const inner = {
      ...bindings,
      [identifier]: toText(item),
      [`&${identifier}`]: toText(item).replace(/[^A-Za-z0-9]/g, ""),
    };
    return Object.entries(unroll(output, inner, lookups) as JsonObject);
  });
}

const bind = (text: string, bindings: Bindings): string =>
  text.replace(/\$\{(&?[A-Za-z0-9]+)\}|&\{([A-Za-z0-9]+)\}/g, (whole, name: string | undefined, plain: string) => {
    return bindings[name ?? `&${plain}`] ?? whole;
  });

function bindTexts(value: Json, bindings: Bindings): Json {
  if (typeof value === "string") return bind(value, bindings);
  return isArray(value) ? value.map((item) => bindTexts(item, bindings)) : value;
}

const bindSub = (argument: Json, bindings: Bindings): Json =>
  isArray(argument) && argument[0] !== undefined
    ? [bindTexts(argument[0], bindings), ...argument.slice(1)]
    : bindTexts(argument, bindings);

/** Functions that this transform itself takes out of a template wherever it can. */
const extended = new Set(["Fn::Length", "Fn::ToJsonString"]);
/** Policies take functions only with this transform, so they have to be gone after it. */
const policies = new Set(["DeletionPolicy", "UpdateReplacePolicy"]);

function simplify(value: Json, lookups: Lookups, path: readonly string[]): Json {
  if (isArray(value)) return value.map((item) => simplify(item, lookups, path));
  if (!isObject(value)) return value;
  const [[name, argument] = ["", ""], ...others] = Object.entries(value);
  if (others.length === 0 && isSimple(name, argument)) {
    const known = evaluated(value, lookups);
    if (known !== undefined) return known;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const isPolicy = path.length === 2 && path[0] === "Resources" && policies.has(key) && isObject(member);
      if (isPolicy) return [key, policyText(key, member, lookups)];
      return [key, simplify(member, lookups, [...path, key])];
    }),
  );
}

/** Those that need this transform, and those that a loop has left with nothing but texts. */
const isSimple = (name: string, argument: Json): boolean =>
  extended.has(name) ||
  (name === "Fn::FindInMap" &&
    isArray(argument) &&
    (argument.length > 3 || !argument.every((part) => typeof part === "string"))) ||
  ((name === "Fn::Join" || name === "Fn::Sub") && isPlain(argument) && !/\$\{/.test(JSON.stringify(argument)));

const isPlain = (value: Json): boolean => (isArray(value) ? value.every(isPlain) : !isObject(value));

function evaluated(value: Json, lookups: Lookups): Json | undefined {
  try {
    return evaluate(value, lookups);
  } catch (error) {
    if (error instanceof NotKnownYet) return undefined;
    throw error;
  }
}

function policyText(name: string, value: Json, lookups: Lookups): Json {
  const known = evaluated(value, lookups);
  if (known === undefined) throw validation(`Unsupported functions in ${name}: only what parameters tell can be used`);
  return known;
}
