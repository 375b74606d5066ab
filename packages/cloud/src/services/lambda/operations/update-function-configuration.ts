import { checkConfiguration } from "../check-configuration.ts";
import { checkRole } from "../check-role.ts";
import { configured } from "../configuration.ts";
import { sealEnvironment } from "../environment-key.ts";
import { revisionIdMismatch } from "../errors.ts";
import { onFunction } from "../function-name.ts";
import { describeFunction, updateInProgress } from "../function-output.ts";
import { findLayers } from "../layers/find-layers.ts";
import type { LambdaFunction } from "../model.ts";
import type { LambdaOperation } from "../shapes.ts";

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionConfiguration.html */
export const updateFunctionConfiguration: LambdaOperation<"UpdateFunctionConfiguration"> = {
  access: (input, scope) => [
    {
      ...onFunction("UpdateFunctionConfiguration")(input, scope),
      ...(input.Layers === undefined ? {} : { context: { "lambda:Layer": input.Layers } }),
    },
    ...(input.Role === undefined
      ? []
      : [
          {
            action: "iam:PassRole",
            resource: input.Role,
            context: { "iam:PassedToService": "lambda.amazonaws.com" },
          },
        ]),
  ],

  async run(call, input) {
    const before = call.store.function(input.FunctionName);
    if (input.RevisionId !== undefined && input.RevisionId !== before.revisionId) throw revisionIdMismatch();
    const wanted = configured(before, input);
    checkConfiguration(wanted, input);
    if (input.Role !== undefined || input.VpcConfig !== undefined)
      await checkRole(call, wanted.roleArn, { ...wanted, arn: before.arn });
    const layers = input.Layers === undefined ? undefined : await findLayers(call, input.Layers);
    const { Role, KMSKeyArn, Environment } = input;
    const isSealedAnew = Role !== undefined || KMSKeyArn !== undefined || Environment !== undefined;
    const sealed = isSealedAnew ? await sealEnvironment(call, wanted) : before.sealedEnvironment;

    const now = call.store.function(input.FunctionName);
    const fn: LambdaFunction = {
      ...configured(now, input),
      sealedEnvironment: sealed,
      layers: layers ?? now.layers,
      revisionId: call.ids.uuid(),
      lastModifiedAt: call.clock.now(),
    };
    call.store.put(fn);

    return { ...describeFunction(fn), ...updateInProgress };
  },
};
