import { isArray, isObject, type Json } from "../../../sdk-calls/json.ts";
import { templateError, validation } from "../errors.ts";
import { cidrBlocks } from "./cidr.ts";
import { attributeOf, checkVariable, functionCall, substitutionOf, variablePattern } from "./function-call.ts";
import { toText } from "./text.ts";

/** What functions ask about the stack. Each throws what AWS says when it is not there. */
export interface Lookups {
  /** Undefined for `AWS::NoValue`. */
  ref(name: string): Json | undefined;
  attribute(logicalId: string, attribute: string): Json;
  condition(name: string): boolean;
  readonly mappings: { readonly [name: string]: Json };
  importValue(name: string): Json;
  readonly region: string;
  /** With `AWS::LanguageExtensions` some functions can do more. */
  readonly isExtended?: boolean;
}

/** Stands in change sets for what is known only when they are executed. */
export const unknownValue = "{{changeSet:KNOWN_AFTER_APPLY}}";

/** A value with every function in it replaced by what it gives; undefined for what `AWS::NoValue` takes away. */
export function evaluate(value: Json, lookups: Lookups): Json | undefined {
  if (isArray(value)) return value.flatMap((item) => kept(evaluate(item, lookups)));
  if (!isObject(value)) return value;
  const call = functionCall(value);
  if (call !== undefined) {
    const apply = functions[call.name];
    if (apply !== undefined) return known(apply(call.argument, lookups));
    if (call.name.startsWith("Fn::")) throw templateError(`${call.name} is not a function that is known here`);
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => kept(evaluate(member, lookups)).map((item) => [name, item])),
  );
}

const kept = (value: Json | undefined): Json[] => (value === undefined ? [] : [value]);

const known = (value: Json | undefined): Json | undefined =>
  typeof value === "string" && value.includes(unknownValue) ? unknownValue : value;

type TemplateFunction = (argument: Json, lookups: Lookups) => Json | undefined;

const functions: Readonly<Record<string, TemplateFunction>> = {
  Ref(argument, lookups) {
    if (typeof argument !== "string") throw templateError("every Ref object must have a single String value.");
    return lookups.ref(argument);
  },

  "Fn::GetAtt"(argument, lookups) {
    const [id, attribute] = attributeOf(argument) ?? [];
    const name = attribute === undefined ? undefined : evaluate(attribute, lookups);
    if (typeof id !== "string" || typeof name !== "string") {
      throw templateError(
        "every Fn::GetAtt object requires two non-empty parameters, the resource name and the resource attribute",
      );
    }
    return lookups.attribute(id, name);
  },

  "Fn::Sub"(argument, lookups) {
    const [text, variables] = substitutionOf(argument) ?? [];
    if (text === undefined || variables === undefined) throw wrongSub();
    return text.replace(variablePattern, (_, literal: string, inner: string) => {
      const name = inner.trim();
      return literal === "!" ? `\${${inner}}` : variableText(name, variables, lookups);
    });
  },

  "Fn::Join"(argument, lookups) {
    const [delimiter, list] = isArray(argument) ? argument : [];
    const items = list === undefined ? undefined : evaluate(list, lookups);
    if (typeof delimiter !== "string" || (!isArray(items) && items !== unknownValue)) throw wrongJoin();
    return isArray(items) ? items.map(toText).join(delimiter) : unknownValue;
  },

  "Fn::Select"(argument, lookups) {
    const [index, list] = (isArray(argument) ? argument : []).map((item) => evaluate(item, lookups));
    if (list === unknownValue || (isArray(list) && list[0] === unknownValue)) return unknownValue;
    if (!isArray(list))
      throw templateError("Fn::Select requires a list argument with two elements: an integer index and a list");
    const item = list[Number(index)];
    if (item === undefined)
      throw templateError(`Fn::Select  cannot select nonexistent value at index ${toText(index ?? "")}`);
    return item;
  },

  "Fn::Split"(argument, lookups) {
    const [delimiter, source] = (isArray(argument) ? argument : []).map((item) => evaluate(item, lookups));
    if (typeof delimiter !== "string" || delimiter === "" || source === undefined) {
      throw templateError(
        "every Fn::Split object requires two parameters, (1) a string delimiter and (2) a string to be split or a function that returns a string to be split.",
      );
    }
    return source === unknownValue ? [unknownValue] : toText(source).split(delimiter);
  },

  "Fn::Base64": (argument, lookups) => {
    const text = evaluate(argument, lookups);
    return text === unknownValue ? text : Buffer.from(toText(text ?? "")).toString("base64");
  },

  "Fn::FindInMap": findInMap,

  "Fn::GetAZs"(argument, lookups) {
    const region = toText(evaluate(argument, lookups) ?? "") || lookups.region;
    return ["a", "b", "c"].map((zone) => `${region}${zone}`);
  },

  "Fn::Cidr"(argument, lookups) {
    const [block, count, bits = 8] = (isArray(argument) ? argument : []).map((item) => evaluate(item, lookups));
    if (block === unknownValue) return [unknownValue];
    return cidrBlocks(toText(block ?? ""), Number(count ?? 0), Number(bits));
  },

  "Fn::ImportValue"(argument, lookups) {
    const name = evaluate(argument, lookups);
    return name === unknownValue ? unknownValue : lookups.importValue(toText(name ?? ""));
  },

  "Fn::If"(argument, lookups) {
    const [condition, yes, no] = isArray(argument) ? argument : [];
    if (typeof condition !== "string" || yes === undefined || no === undefined) {
      throw templateError("Fn::If requires a list argument with the first element being a condition");
    }
    return evaluate(lookups.condition(condition) ? yes : no, lookups);
  },

  "Fn::Length"(argument, lookups) {
    const list = evaluate(argument, lookups);
    if (!isArray(list)) throw templateError("Fn::Length requires a list argument");
    return list.length;
  },

  "Fn::ToJsonString"(argument, lookups) {
    const value = evaluate(argument, lookups);
    return JSON.stringify(value ?? {});
  },

  "Fn::Equals": (argument, lookups) => decide("Fn::Equals", argument, lookups),
  "Fn::And": (argument, lookups) => decide("Fn::And", argument, lookups),
  "Fn::Or": (argument, lookups) => decide("Fn::Or", argument, lookups),
  "Fn::Not": (argument, lookups) => decide("Fn::Not", argument, lookups),
};

const decide = (name: string, argument: Json, lookups: Lookups): boolean =>
  evaluateCondition({ [name]: argument }, lookups);

/** The truth of a condition. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference-conditions.html */
export function evaluateCondition(value: Json, lookups: Lookups): boolean {
  if (!isObject(value)) throw templateError("every Condition member must be a condition function");
  const [[name, argument] = ["", ""]] = Object.entries(value);
  if (name === "Condition" && typeof argument === "string") return lookups.condition(argument);
  const parts = isArray(argument) ? argument : [argument];
  switch (name) {
    case "Fn::Equals": {
      const [left, right] = parts.map((part) => evaluate(part, lookups));
      if (parts.length !== 2) throw templateError("every Fn::Equals object requires a list of 2 string parameters.");
      return JSON.stringify(comparable(left)) === JSON.stringify(comparable(right));
    }
    case "Fn::Not":
      if (parts.length !== 1) throw templateError("every Fn::Not object requires one boolean parameter.");
      return !evaluateCondition(parts[0] ?? "", lookups);
    case "Fn::And":
    case "Fn::Or": {
      if (parts.length < 2 || parts.length > 10) {
        throw templateError(`every ${name} object requires a list of at least 2 and at most 10 boolean parameters.`);
      }
      const truths = parts.map((part) => evaluateCondition(part, lookups));
      return name === "Fn::And" ? truths.every(Boolean) : truths.some(Boolean);
    }
    default:
      throw validation(
        `Template format error: Conditions can only be boolean operations on parameters and other conditions`,
      );
  }
}

/** `true` and `"true"`, 1 and `"1"` are equal. */
function comparable(value: Json | undefined): Json {
  if (isArray(value)) return value.map(comparable);
  return isObject(value) ? value : toText(value ?? "");
}

function findInMap(argument: Json, lookups: Lookups): Json {
  const [map, first, second, more] = isArray(argument) ? argument : [];
  if (map === undefined || first === undefined || second === undefined) {
    throw templateError(
      "every Fn::FindInMap object requires three parameters, the map name, map key and the attribute for return value",
    );
  }
  const [name, key, attribute] = [map, first, second].map((part) => toText(evaluate(part, lookups) ?? ""));
  const otherwise = isObject(more) ? more["DefaultValue"] : undefined;
  const mapping = lookups.mappings[name ?? ""];
  if (!isObject(mapping) && otherwise === undefined) {
    throw templateError(`Mapping named '${name}' is not present in the 'Mappings' section of template.`);
  }
  const level = isObject(mapping) ? mapping[key ?? ""] : undefined;
  const found = isObject(level) ? level[attribute ?? ""] : undefined;
  if (found !== undefined) return found;
  const fallback = otherwise === undefined ? undefined : evaluate(otherwise, lookups);
  if (fallback === undefined) throw templateError(`Unable to get mapping for ${name}::${key}::${attribute}`);
  return fallback;
}

function variableText(name: string, variables: { readonly [name: string]: Json }, lookups: Lookups): string {
  const given = variables[name];
  if (given !== undefined) return toText(evaluate(given, lookups) ?? "");
  checkVariable(name);
  const [id, attribute] = attributeOf(name) ?? [];
  const value =
    typeof id === "string" && typeof attribute === "string" ? lookups.attribute(id, attribute) : lookups.ref(name);
  return toText(value ?? "");
}

const wrongSub = (): Error =>
  templateError(
    "One or more Fn::Sub intrinsic functions don't specify expected arguments. Specify a string as first argument, and an optional second argument to specify a mapping of values to replace in the string",
  );

const wrongJoin = (): Error =>
  templateError(
    "every Fn::Join object requires two parameters, (1) a string delimiter and (2) a list of strings to be joined or a function that returns a list of strings (such as Fn::GetAZs) to be joined.",
  );
