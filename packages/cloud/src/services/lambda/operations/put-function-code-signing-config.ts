import { checkCodeSigningConfig } from "../code-signing.ts";
import { onFunction } from "../function-name.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionCodeSigningConfig.html */
export const putFunctionCodeSigningConfig: LambdaOperation<"PutFunctionCodeSigningConfig"> = {
  access: (input, scope) => ({
    ...onFunction("PutFunctionCodeSigningConfig")(input, scope),
    context: { "lambda:CodeSigningConfigArn": input.CodeSigningConfigArn },
  }),

  run({ store }, input) {
    const { arn } = checkCodeSigningConfig(store, input.CodeSigningConfigArn);
    const fn = store.function(input.FunctionName);
    store.putQuietly({ ...fn, codeSigningConfigArn: arn });

    return { CodeSigningConfigArn: arn, FunctionName: fn.name };
  },
};
