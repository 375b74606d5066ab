import { nothingThere } from "../errors.ts";
import { onQualified, readFunctionName } from "../function-name.ts";
import type { LambdaOperation } from "../shapes.ts";
import { checkUrlQualifier, describeUrl } from "../urls/url-output.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionUrlConfig.html */
export const updateFunctionUrlConfig: LambdaOperation<"UpdateFunctionUrlConfig"> = {
  access: (input, scope) => ({
    ...onQualified("UpdateFunctionUrlConfig")(input, scope),
    ...(input.AuthType === undefined ? {} : { context: { "lambda:FunctionUrlAuthType": input.AuthType } }),
  }),

  run(call, input) {
    checkUrlQualifier(input.Qualifier);
    const { name, qualifier } = readFunctionName(input.FunctionName, input.Qualifier);
    const before = call.store.url(name, qualifier);
    if (before === undefined) throw nothingThere();
    const url = {
      ...before,
      authType: input.AuthType ?? before.authType,
      invokeMode: input.InvokeMode ?? before.invokeMode,
      cors: input.Cors === undefined ? before.cors : corsAfter(input.Cors),
      lastModifiedAt: call.clock.now(),
    };
    call.store.putUrl(url);

    return describeUrl(call, url);
  },
};

/** Empty rules take the old ones away. */
const corsAfter = <Cors extends object>(given: Cors): Cors | undefined =>
  Object.keys(given).length === 0 ? undefined : given;
