import { isArray, isObject, type Json } from "../../../sdk-calls/json.ts";
import { attributeOf, checkVariable, functionCall, substitutionOf, variablePattern } from "./function-call.ts";

export interface Reference {
  readonly name: string;
  /** Undefined for `Ref`. */
  readonly attribute: string | undefined;
}

/**
 * What a value refers to by Ref, GetAtt and Sub. Where the truth of conditions is known, only the branch of an Fn::If that is
 * taken counts.
 */
export function referencesIn(
  value: Json | undefined,
  isTrue?: (condition: string) => boolean | undefined,
): Reference[] {
  if (value === undefined) return [];
  if (isArray(value)) return value.flatMap((item) => referencesIn(item, isTrue));
  if (!isObject(value)) return [];
  const call = functionCall(value);
  const special = call === undefined ? undefined : readers[call.name]?.(call.argument, isTrue);
  return special ?? Object.values(value).flatMap((member) => referencesIn(member, isTrue));
}

type Reader = (argument: Json, isTrue?: (condition: string) => boolean | undefined) => Reference[] | undefined;

const readers: Readonly<Record<string, Reader>> = {
  Ref: (argument) => (typeof argument === "string" ? [{ name: argument, attribute: undefined }] : undefined),

  "Fn::GetAtt"(argument, isTrue) {
    const [id, attribute] = attributeOf(argument) ?? [];
    if (typeof id !== "string") return undefined;
    const own = { name: id, attribute: typeof attribute === "string" ? attribute : "" };
    return [own, ...referencesIn(attribute, isTrue)];
  },

  "Fn::Sub"(argument, isTrue) {
    const [text, variables] = substitutionOf(argument) ?? [];
    if (text === undefined || variables === undefined) return undefined;
    const names = [...text.matchAll(variablePattern)]
      .filter(([, literal]) => literal !== "!")
      .map(([, , name = ""]) => name.trim())
      .filter((name) => !(name in variables));
    const named = names.map((name) => {
      checkVariable(name);
      const [id, attribute] = attributeOf(name) ?? [];
      return typeof id === "string" && typeof attribute === "string"
        ? { name: id, attribute }
        : { name, attribute: undefined };
    });
    return [...named, ...referencesIn(variables, isTrue)];
  },

  "Fn::If"(argument, isTrue) {
    const [condition, yes, no] = isArray(argument) ? argument : [];
    const truth = typeof condition === "string" ? isTrue?.(condition) : undefined;
    if (truth === undefined) return undefined;
    return referencesIn(truth ? yes : no, isTrue);
  },
};

/** Conditions that a value decides by. */
export function conditionsIn(value: Json | undefined): string[] {
  if (value === undefined) return [];
  if (isArray(value)) return value.flatMap(conditionsIn);
  if (!isObject(value)) return [];
  const chosen = value["Fn::If"];
  const own = isArray(chosen) && typeof chosen[0] === "string" ? [chosen[0]] : [];
  return [...own, ...Object.values(value).flatMap(conditionsIn)];
}
