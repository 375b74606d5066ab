import type { Json } from "../../../sdk-calls/json.ts";
import { validation } from "../errors.ts";
import type { ParameterDeclaration, Template } from "./template.ts";

/** What a client gives for one parameter. */
export interface GivenParameter {
  readonly ParameterKey?: string | undefined;
  readonly ParameterValue?: string | undefined;
  readonly UsePreviousValue?: boolean | undefined;
}

/** The text that a stack has for a parameter; of an SSM type also what it stands for. */
export interface ParameterValue {
  readonly key: string;
  readonly value: string;
  readonly resolved?: string;
}

/**
 * The values of a template's parameters: what is given, else what the stack had if that is to stay, else the default.
 * Throws ValidationError for what is missing, unknown or against a constraint.
 */
export function parameterValues(
  { parameters }: Pick<Template, "parameters">,
  given: readonly GivenParameter[],
  previous: readonly ParameterValue[] = [],
): ParameterValue[] {
  const unknown = given.filter(({ ParameterKey: key = "" }) => !(key in parameters));
  if (unknown.length > 0) {
    throw validation(
      `Parameters: [${unknown.map(({ ParameterKey }) => ParameterKey).join(", ")}] do not exist in the template`,
    );
  }
  const values = Object.entries(parameters).map(([key, declared]) => {
    const said = given.find(({ ParameterKey }) => ParameterKey === key);
    const before = said?.UsePreviousValue === true ? previous.find((value) => value.key === key)?.value : undefined;
    return { key, declared, value: said?.ParameterValue ?? before ?? declared.Default };
  });
  const missing = values.filter(({ value }) => value === undefined).map(({ key }) => key);
  if (missing.length > 0) throw validation(`Parameters: [${missing.join(", ")}] must have values`);
  return values.map(({ key, declared, value = "" }) => {
    if (!isSsmType(declared.Type)) checkParameter(key, declared, value);
    return { key, value };
  });
}

export const isSsmType = (type: string): boolean => type.startsWith("AWS::SSM::Parameter::Value<");

const isList = (type: string): boolean => type === "CommaDelimitedList" || /^List</.test(type);

/** What functions get for a parameter: a list for the types that are lists. */
export function parameterData({ Type: type }: ParameterDeclaration, { value, resolved }: ParameterValue): Json {
  const inner = isSsmType(type) ? type.slice("AWS::SSM::Parameter::Value<".length, -1) : type;
  const text = resolved ?? value;
  return isList(inner) ? text.split(",").map((item) => item.trim()) : text;
}

function checkParameter(name: string, declared: ParameterDeclaration, value: string): void {
  const items = isList(declared.Type) ? value.split(",").map((item) => item.trim()) : [value];
  for (const item of items) {
    for (const check of checks) {
      const problem = check(item, declared);
      if (problem === undefined) continue;
      if (problem.isConstraint && declared.ConstraintDescription !== undefined) {
        throw validation(`Parameter '${name}' failed to satisfy constraint: ${declared.ConstraintDescription}`);
      }
      throw validation(`Parameter '${name}' ${problem.text}`);
    }
  }
}

interface Problem {
  readonly text: string;
  /** Something that the template itself asks for. */
  readonly isConstraint: boolean;
}

const constraint = (text: string): Problem => ({ text, isConstraint: true });

const checks: readonly ((value: string, declared: ParameterDeclaration) => Problem | undefined)[] = [
  (value, { Type: type }) =>
    (type === "Number" || type === "List<Number>") && (value.trim() === "" || Number.isNaN(Number(value)))
      ? { text: "must be a number.", isConstraint: false }
      : undefined,
  (value, { AllowedValues: allowed }) =>
    allowed !== undefined && !allowed.includes(value) ? constraint("must be one of AllowedValues") : undefined,
  (value, { AllowedPattern: pattern }) =>
    pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(value)
      ? constraint(`must match pattern ${pattern}`)
      : undefined,
  (value, { MinLength: min }) =>
    min !== undefined && value.length < min ? constraint(`must contain at least ${min} characters`) : undefined,
  (value, { MaxLength: max }) =>
    max !== undefined && value.length > max ? constraint(`must contain at most ${max} characters`) : undefined,
  (value, { MinValue: min }) =>
    min !== undefined && Number(value) < min ? constraint(`must be a number not less than ${min}`) : undefined,
  (value, { MaxValue: max }) =>
    max !== undefined && Number(value) > max ? constraint(`must be a number not greater than ${max}`) : undefined,
];

/** What a value's text is, for those who know only its name. */
export function parameterDataByName(values: readonly ParameterValue[], name: string): string {
  const found = values.find(({ key }) => key === name);
  return found?.resolved ?? found?.value ?? "";
}
