import { isArray, isObject, type Json } from "../../../sdk-calls/json.ts";
import { templateError } from "../errors.ts";
import { functionCall } from "../templates/function-call.ts";
import { referencesIn } from "../templates/references.ts";

/** The names of what is imported have to be known before anything is made. */
export function checkImports(value: Json, isResource: (name: string) => boolean): void {
  if (isArray(value)) for (const item of value) checkImports(item, isResource);
  if (!isObject(value)) return;
  const call = functionCall(value);
  if (call?.name === "Fn::ImportValue" && (hasForbidden(call.argument) || namesResource(call.argument, isResource))) {
    throw templateError(
      "the attribute in Fn::ImportValue must not depend on any resources, imported values, or Fn::GetAZs",
    );
  }
  for (const member of Object.values(value)) checkImports(member, isResource);
}

const namesResource = (argument: Json, isResource: (name: string) => boolean): boolean =>
  referencesIn(argument).some(({ name }) => isResource(name));

function hasForbidden(value: Json): boolean {
  if (isArray(value)) return value.some(hasForbidden);
  if (!isObject(value)) return false;
  return Object.entries(value).some(
    ([name, member]) => name === "Fn::ImportValue" || name === "Fn::GetAZs" || hasForbidden(member),
  );
}
