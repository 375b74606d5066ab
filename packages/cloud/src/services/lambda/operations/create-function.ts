import { checkConfiguration } from "../check-configuration.ts";
import { checkRole } from "../check-role.ts";
import { readCode } from "../code/read-code.ts";
import { checkCodeSigningConfig } from "../code-signing.ts";
import { configured, defaultConfiguration } from "../configuration.ts";
import { sealEnvironment } from "../environment-key.ts";
import { functionExists, imagesUnsupported, invalidParameter, missingRuntime, validation } from "../errors.ts";
import { onFunction, readFunctionName } from "../function-name.ts";
import { describePending } from "../function-output.ts";
import { findLayers } from "../layers/find-layers.ts";
import { functionArn, type LambdaFunction, latest } from "../model.ts";
import { publishVersion } from "../publish-version.ts";
import type { LambdaOperation } from "../shapes.ts";
import { checkTags } from "../tags.ts";

const nameCharactersMax = 64;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const createFunction: LambdaOperation<"CreateFunction"> = {
  access: (input, scope) => [
    {
      ...onFunction("CreateFunction")(input, scope),
      ...(input.Layers === undefined ? {} : { context: { "lambda:Layer": input.Layers } }),
    },
    { action: "iam:PassRole", resource: input.Role, context: { "iam:PassedToService": "lambda.amazonaws.com" } },
  ],

  async run(call, input) {
    const { name } = readFunctionName(input.FunctionName);
    const arn = functionArn(call, name);
    if (name.length > nameCharactersMax) throw nameTooLong(input.FunctionName);
    if (input.PackageType === "Image" || input.Code?.ImageUri !== undefined) throw imagesUnsupported();
    if (input.Runtime === undefined || input.Handler === undefined) throw missingRuntime();
    const configuration = configured(defaultConfiguration(name), input);
    checkConfiguration(configuration, input);
    checkTags({}, input.Tags ?? {});
    if (input.CodeSigningConfigArn !== undefined) checkCodeSigningConfig(call.store, input.CodeSigningConfigArn);
    if (call.store.find(name) !== undefined) throw functionExists(name);
    await checkRole(call, input.Role, { arn, vpc: configuration.vpc });
    const layers = await findLayers(call, input.Layers ?? []);
    const sealedEnvironment = await sealEnvironment(call, { ...configuration, arn });
    const code = await readCode(call, input.Code ?? {}, "CreateFunction");
    if (call.store.find(name) !== undefined) throw functionExists(name);

    const fn: LambdaFunction = {
      ...configuration,
      sealedEnvironment,
      name,
      arn,
      code,
      layers,
      version: latest,
      architectures: input.Architectures ?? ["x86_64"],
      revisionId: call.ids.uuid(),
      lastModifiedAt: call.clock.now(),
      tags: input.Tags ?? {},
      reservedConcurrency: undefined,
      versionsPublished: 0,
      recursiveLoop: "Terminate",
      codeSigningConfigArn: input.CodeSigningConfigArn,
      runtimeManagement: { updateOn: "Auto", runtimeVersionArn: undefined },
    };
    call.store.put(fn);

    return describePending(input.Publish === true ? publishVersion(call, fn) : fn);
  },
};

const nameTooLong = (name: string) =>
  /:/.test(name)
    ? invalidParameter(`The function name in ${name} is longer than ${nameCharactersMax} characters`)
    : validation(
        `1 validation error detected: Value '${name}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to ${nameCharactersMax}`,
      );
