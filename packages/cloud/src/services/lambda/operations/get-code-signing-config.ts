import { checkCodeSigningConfig, describeCodeSigning } from "../code-signing.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_GetCodeSigningConfig.html */
export const getCodeSigningConfig: LambdaOperation<"GetCodeSigningConfig"> = {
  access: (input) => ({ action: "lambda:GetCodeSigningConfig", resource: input.CodeSigningConfigArn }),

  run: ({ store }, input) => ({
    CodeSigningConfig: describeCodeSigning(checkCodeSigningConfig(store, input.CodeSigningConfigArn)),
  }),
};
