import type { Operation } from "../../../kernel/operation.ts";
import { onQualified } from "../function-name.ts";
import type { LambdaStore } from "../store.ts";

interface Input {
  readonly FunctionName: string;
  readonly FunctionUrlAuthType: string;
}

/**
 * No operation of AWS's API, but an action of its policies: whether a caller may call a function by its URL.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export const invokeFunctionUrl: Operation<LambdaStore, { input: Input; output: Record<never, never> }> = {
  access: (input, scope) => ({
    ...onQualified("InvokeFunctionUrl")(input, scope),
    context: { "lambda:FunctionUrlAuthType": input.FunctionUrlAuthType },
  }),

  run: () => ({}),
};
