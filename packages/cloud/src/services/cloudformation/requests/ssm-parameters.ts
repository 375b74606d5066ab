import { AwsError } from "@millrace/wire";
import type { Call } from "../../../kernel/operation.ts";
import { callService } from "../../../sdk-calls/call-service.ts";
import { isObject } from "../../../sdk-calls/json.ts";
import { validation } from "../errors.ts";
import type { StackStore } from "../store.ts";
import { isSsmType, type ParameterValue } from "../templates/parameter-values.ts";
import type { Template } from "../templates/template.ts";
import { toText } from "../templates/text.ts";

/** Values of SSM types with what Parameter Store keeps under them. */
export async function resolveSsmParameters(
  call: Call<StackStore>,
  { parameters }: Pick<Template, "parameters">,
  values: readonly ParameterValue[],
): Promise<ParameterValue[]> {
  return await Promise.all(
    values.map(async (value) => {
      const isReference = isSsmType(parameters[value.key]?.Type ?? "");
      return isReference ? { ...value, resolved: await resolved(call, value) } : value;
    }),
  );
}

async function resolved({ aws, principal }: Call<StackStore>, { key, value }: ParameterValue): Promise<string> {
  try {
    const { Parameter: found } = await callService(aws, "ssm", "GetParameter", {
      parameters: { Name: value },
      principal,
    });
    return toText(isObject(found) ? (found["Value"] ?? "") : "");
  } catch (error) {
    if (error instanceof AwsError && error.code === "ParameterNotFound") {
      throw validation(`Parameter ${key} should either have input value or default value`);
    }
    throw error;
  }
}
