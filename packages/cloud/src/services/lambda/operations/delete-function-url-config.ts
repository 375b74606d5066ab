import { nothingThere } from "../errors.ts";
import { onQualified, readFunctionName } from "../function-name.ts";
import type { LambdaOperation } from "../shapes.ts";
import { checkUrlQualifier } from "../urls/url-output.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionUrlConfig.html */
export const deleteFunctionUrlConfig: LambdaOperation<"DeleteFunctionUrlConfig"> = {
  access: onQualified("DeleteFunctionUrlConfig"),

  run({ store }, input) {
    checkUrlQualifier(input.Qualifier);
    const { name, qualifier } = readFunctionName(input.FunctionName, input.Qualifier);
    const url = store.url(name, qualifier);
    if (url === undefined) throw nothingThere();

    store.deleteUrl(url);
  },
};
