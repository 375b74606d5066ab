import { onFunction, readFunctionName } from "../function-name.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html */
export const deleteAlias: LambdaOperation<"DeleteAlias"> = {
  access: onFunction("DeleteAlias"),

  run({ store }, input) {
    const alias = store.alias(readFunctionName(input.FunctionName).name, input.Name);
    // Deleting what is not there is no mistake.
    if (alias !== undefined) store.deleteAlias(alias);
  },
};
