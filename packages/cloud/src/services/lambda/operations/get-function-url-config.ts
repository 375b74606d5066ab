import { nothingThere } from "../errors.ts";
import { onQualified, readFunctionName } from "../function-name.ts";
import type { LambdaOperation } from "../shapes.ts";
import { checkUrlQualifier, describeUrl } from "../urls/url-output.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html */
export const getFunctionUrlConfig: LambdaOperation<"GetFunctionUrlConfig"> = {
  access: onQualified("GetFunctionUrlConfig"),

  run(call, input) {
    checkUrlQualifier(input.Qualifier);
    const { name, qualifier } = readFunctionName(input.FunctionName, input.Qualifier);
    const url = call.store.url(name, qualifier);
    if (url === undefined) throw nothingThere();

    return describeUrl(call, url);
  },
};
