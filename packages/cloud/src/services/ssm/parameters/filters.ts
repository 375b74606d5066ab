import type { ParameterStringFilter } from "@aws-sdk/client-ssm";
import { invalidFilter } from "../errors.ts";
import { currentOf, type Parameter } from "../model.ts";

type Test = (parameter: Parameter, values: readonly string[], option: string) => boolean;

const isAsked = (actual: string | undefined, values: readonly string[], option: string): boolean => {
  if (actual === undefined) return false;
  if (option === "BeginsWith") return values.some((value) => actual.startsWith(value));
  if (option === "Contains") return values.some((value) => actual.includes(value));
  return values.includes(actual);
};

/** Names are the same with and without the slash in front. */
const bare = (name: string): string => name.replace(/^\//, "");

const tests: Readonly<Record<string, Test>> = {
  Name: ({ name }, values, option) => isAsked(bare(name), values.map(bare), option),
  Type: (parameter, values, option) => isAsked(currentOf(parameter).type, values, option),
  KeyId: (parameter, values, option) => isAsked(currentOf(parameter).keyId, values, option),
  Tier: (parameter, values) => isAsked(currentOf(parameter).tier, values, "Equals"),
  DataType: (parameter, values) => isAsked(currentOf(parameter).dataType, values, "Equals"),
  Label: ({ versions }, values) => versions.some(({ labels }) => labels.some((label) => values.includes(label))),
  Path: ({ name }, values, option) => values.some((path) => isUnder(name, path, option === "Recursive")),
};

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html */
export function matchesAll(parameter: Parameter, filters: readonly ParameterStringFilter[]): boolean {
  return filters.every(({ Key = "", Option = "Equals", Values = [] }) => {
    if (Key.startsWith("tag:")) {
      const value = parameter.tags[Key.slice(4)];
      return value !== undefined && (Values.length === 0 || Values.includes(value));
    }
    const test = tests[Key];
    if (test === undefined) throw invalidFilter(`The filter key is not valid: ${Key}`);
    return test(parameter, Values, Option);
  });
}

export function isUnder(name: string, path: string, isRecursive: boolean): boolean {
  const prefix = path.endsWith("/") ? path : `${path}/`;
  if (!name.startsWith(prefix)) return false;
  return isRecursive || !name.slice(prefix.length).includes("/");
}
