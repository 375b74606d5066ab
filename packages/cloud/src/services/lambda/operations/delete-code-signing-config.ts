import { checkCodeSigningConfig } from "../code-signing.ts";
import { conflict } from "../errors.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_DeleteCodeSigningConfig.html */
export const deleteCodeSigningConfig: LambdaOperation<"DeleteCodeSigningConfig"> = {
  access: (input) => ({ action: "lambda:DeleteCodeSigningConfig", resource: input.CodeSigningConfigArn }),

  run({ store }, input) {
    const config = checkCodeSigningConfig(store, input.CodeSigningConfigArn);
    const isUsed = [...store.functions()].some((fn) => fn.codeSigningConfigArn === config.arn);
    if (isUsed) {
      throw conflict(
        "The code signing configuration is being used by one or more functions. Remove it from them before deleting it.",
      );
    }

    store.deleteCodeSigning(config);

    return {};
  },
};
