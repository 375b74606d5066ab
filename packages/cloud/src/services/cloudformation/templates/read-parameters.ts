import { isArray, isObject, type Json, type JsonObject } from "../../../sdk-calls/json.ts";
import { formatError } from "../errors.ts";
import type { ParameterDeclaration } from "./template.ts";

const members = new Set([
  ...["Type", "Default", "Description", "NoEcho", "AllowedValues", "AllowedPattern", "ConstraintDescription"],
  ...["MinLength", "MaxLength", "MinValue", "MaxValue"],
]);
const typePattern =
  /^(?:String|Number|List<Number>|List<String>|CommaDelimitedList|AWS::(?:\w+::)+[\w.]+(?:::\w+)?|List<AWS::(?:\w+::)+[\w.]+>|AWS::SSM::Parameter::Value<.+>)$/;
/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const parametersMax = 200;
const valueLengthMax = 4096;

export function readParameters(parameters: JsonObject): Record<string, ParameterDeclaration> {
  const entries = Object.entries(parameters);
  if (entries.length > parametersMax) {
    throw formatError(`Number of parameters, ${entries.length}, is greater than maximum allowed, ${parametersMax}`);
  }
  return Object.fromEntries(entries.map(([name, parameter]) => [name, readParameter(name, parameter)]));
}

function readParameter(name: string, parameter: Json): ParameterDeclaration {
  if (!/^[A-Za-z0-9]+$/.test(name)) throw formatError(`Parameter name ${name} is non alphanumeric.`);
  if (!isObject(parameter)) throw formatError("Every Parameters member must be an object.");
  const unknown = Object.keys(parameter).find((member) => !members.has(member));
  if (unknown !== undefined) throw formatError(`Invalid template parameter property '${unknown}'`);
  const type = parameter["Type"];
  if (type === undefined) throw formatError(`Every Parameters object must contain a Type member.`);
  if (typeof type !== "string" || !typePattern.test(type)) {
    throw formatError(`Unrecognized parameter type: ${typeof type === "string" ? type : JSON.stringify(type)}`);
  }
  const { AllowedValues: allowed } = parameter;
  const isHidden = isTrue(parameter["NoEcho"]);
  const value = readDefault(name, parameter["Default"], isHidden);
  return {
    Type: type,
    NoEcho: isHidden,
    ...(value === undefined ? {} : { Default: value }),
    ...(isArray(allowed) ? { AllowedValues: allowed.map(String) } : {}),
    ...texts(parameter),
    ...numbers(parameter),
  };
}

function readDefault(name: string, value: Json | undefined, isHidden: boolean): string | undefined {
  if (value === undefined) return undefined;
  if (isObject(value) || isArray(value)) throw formatError("Every Default member must be a string.");
  const text = String(value);
  if (text.length <= valueLengthMax) return text;
  const shown = isHidden ? "****" : text;
  throw formatError(`Parameter '${name}' default value '[${shown}]' length is greater than ${valueLengthMax}.`);
}

const isTrue = (value: Json | undefined): boolean => value === true || value === "true";

const texts = (parameter: JsonObject): Partial<ParameterDeclaration> =>
  Object.fromEntries(
    ["Description", "AllowedPattern", "ConstraintDescription"].flatMap((name) =>
      parameter[name] === undefined ? [] : [[name, String(parameter[name])]],
    ),
  );

const numbers = (parameter: JsonObject): Partial<ParameterDeclaration> =>
  Object.fromEntries(
    ["MinLength", "MaxLength", "MinValue", "MaxValue"].flatMap((name) =>
      parameter[name] === undefined ? [] : [[name, Number(parameter[name])]],
    ),
  );
