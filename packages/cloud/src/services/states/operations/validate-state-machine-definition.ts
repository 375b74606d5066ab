import { accessTo } from "../access.ts";
import { validateDefinition } from "../definition/validate.ts";
import type { StatesOperation } from "../shapes.ts";

const resultsMax = 100;

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html */
export const validateStateMachineDefinition: StatesOperation<"ValidateStateMachineDefinition"> = {
  access: () => accessTo("ValidateStateMachineDefinition", "*"),

  run(_, input) {
    const { diagnostics } = validateDefinition(input.definition ?? "", input.type ?? "STANDARD");
    const isError = diagnostics.some(({ severity }) => severity === "ERROR");
    const shown = diagnostics.filter(({ severity }) => input.severity === "WARNING" || severity === "ERROR");
    const max = input.maxResults === undefined || input.maxResults === 0 ? resultsMax : input.maxResults;
    return {
      result: isError ? ("FAIL" as const) : ("OK" as const),
      diagnostics: shown.slice(0, max),
      truncated: shown.length > max,
    };
  },
};
